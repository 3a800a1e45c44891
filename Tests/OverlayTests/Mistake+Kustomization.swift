extension Mistake {
  static let all = fields + resources + generators + patches + transformers + layers

  /// In the kustomization file itself.
  private static let fields = [
    Mistake("a misspelt field", at: "kustomization.yaml:1:1:", "did you mean 'resources'?", "resorces: [c.yaml]\n"),
    Mistake(
      "a misspelt field further down", at: "kustomization.yaml:2:1:", "did you mean 'namePrefix'?",
      "resources: [c.yaml]\nnamePrefx: a-\n"),
    Mistake(
      "a field of nothing", at: "kustomization.yaml:2:1:", "unknown field 'frobnicate'",
      "resources: [c.yaml]\nfrobnicate: 1\n"),
    Mistake(
      "a misspelt field of an image", at: "kustomization.yaml:4:3:", "did you mean 'newTag'?",
      "resources: [d.yaml]\nimages:\n- name: nginx\n  newtga: \"2\"\n"),
    Mistake(
      "a misspelt field of a patch", at: "kustomization.yaml:3:3:", "did you mean 'path'?",
      "resources: [d.yaml]\npatches:\n- paths: p.yaml\n"),
    Mistake(
      "a misspelt field of a target", at: "kustomization.yaml:5:5:", "did you mean 'labelSelector'?",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target:\n    labelSelectr: a=b\n"),
    Mistake(
      "a misspelt field of a generator", at: "kustomization.yaml:3:3:", "did you mean 'literals'?",
      "configMapGenerator:\n- name: a\n  literal: [a=b]\n"),
    Mistake(
      "a misspelt generator option", at: "kustomization.yaml:2:3:", "did you mean 'disableNameSuffixHash'?",
      "generatorOptions:\n  disableNameSufixHash: true\n"),
    Mistake(
      "a misspelt field of a replacement", at: "kustomization.yaml:5:5:", "did you mean 'fieldPath'?",
      "resources: [c.yaml]\nreplacements:\n- source:\n    kind: ConfigMap\n    fieldpaht: a\n"),
    Mistake(
      "a misspelt field of labels", at: "kustomization.yaml:4:3:", "did you mean 'includeSelectors'?",
      "resources: [c.yaml]\nlabels:\n- pairs: {a: b}\n  includeSelector: true\n"),
    Mistake(
      "a misspelt field of a chart", at: "kustomization.yaml:3:3:", "did you mean 'releaseName'?",
      "helmCharts:\n- name: a\n  releaseNam: b\n"),
    Mistake(
      "a list where a string belongs", at: "kustomization.yaml:2:12:", "'namespace' must be a string, not a list",
      "resources: [c.yaml]\nnamespace: [a]\n"),
    Mistake(
      "a number where a string belongs", at: "kustomization.yaml:2:12:", "put it in quotes",
      "resources: [c.yaml]\nnamespace: 5\n"),
    Mistake(
      "yes is a boolean", at: "kustomization.yaml:2:12:", "not a boolean", "resources: [c.yaml]\nnamespace: yes\n"),
    Mistake(
      "a string where a list belongs", at: "kustomization.yaml:1:12:", "'resources' must be a list, not a string",
      "resources: c.yaml\n"),
    Mistake(
      "a mapping in a list of strings", at: "kustomization.yaml:2:3:", "must be a string, not a mapping",
      "resources:\n- a: b\n"),
    Mistake(
      "a tag that is a number", at: "kustomization.yaml:4:11:", "'newTag' must be a string",
      "resources: [d.yaml]\nimages:\n- name: nginx\n  newTag: 1.10\n"),
    Mistake(
      "a count that is a string", at: "kustomization.yaml:4:10:", "'count' must be an integer",
      "resources: [d.yaml]\nreplicas:\n- name: web\n  count: \"3\"\n"),
    Mistake(
      "a label that is a number", at: "kustomization.yaml:3:6:", "'commonLabels.a' must be a string",
      "resources: [c.yaml]\ncommonLabels:\n  a: 1\n"),
    Mistake(
      "a flag that is a string", at: "kustomization.yaml:4:21:", "must be true or false",
      "resources: [c.yaml]\nlabels:\n- pairs: {a: b}\n  includeSelectors: \"yes\"\n"),
    Mistake(
      "an unknown kind of file", at: "kustomization.yaml:1:7:", "kind must be Kustomization or Component",
      "kind: Kustomisation\nresources: [c.yaml]\n"),
    Mistake(
      "an unknown version of the file", at: "kustomization.yaml:1:13:", "apiVersion of a Kustomization must be",
      "apiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\nresources: [c.yaml]\n"),
    Mistake("an empty file", at: "kustomization.yaml:1:1:", "empty", ""),
    Mistake("a file of comments", at: "kustomization.yaml:1:1:", "empty", "# nothing yet\n"),
    Mistake("a file with nothing to do", at: "kustomization.yaml:1:1:", "empty", "kind: Kustomization\n"),
    Mistake("a file that is a list", at: "kustomization.yaml:1:1:", "must be a mapping, not a list", "- c.yaml\n"),
    Mistake("a tab for indentation", at: "kustomization.yaml:2:1:", "invalid YAML", "resources:\n\t- c.yaml\n"),
    Mistake("an open quote", at: "kustomization.yaml:", "invalid YAML", "resources: [c.yaml]\nnamePrefix: \"a\n"),
    Mistake("wrong indentation", at: "kustomization.yaml:3:", "invalid YAML", "resources:\n- c.yaml\n c: d\n"),
    Mistake("an unknown anchor", at: "kustomization.yaml:1:", "invalid YAML", "resources: *all\n"),
    Mistake(
      "an unknown order", at: "kustomization.yaml:3:", "did you mean 'legacy'?",
      "resources: [c.yaml]\nsortOptions:\n  order: legcy\n"),
    Mistake(
      "options of another order", at: "kustomization.yaml:3:", "legacySortOptions",
      "resources: [c.yaml]\nsortOptions:\n  order: fifo\n  legacySortOptions:\n    orderFirst: [Pod]\n    orderLast: []\n"
    ),
    Mistake(
      "an unknown schema version", at: "kustomization.yaml:3:12:", "v1.21.2",
      "resources: [c.yaml]\nopenapi:\n  version: v1.30.0\n"),
    Mistake(
      "a schema that is not there", at: "kustomization.yaml:3:9:", "does not exist",
      "resources: [c.yaml]\nopenapi:\n  path: schema.json\n"),
    Mistake("charts", at: "kustomization.yaml:2:3:", "helmCharts", "helmCharts:\n- name: a\n"),
  ]

  /// In what `resources` and its like name.
  private static let resources = [
    Mistake(
      "a file that is not there", at: "kustomization.yaml:3:3:", "file 'e.yaml' does not exist",
      "resources:\n- c.yaml\n- e.yaml\n"),
    Mistake(
      "a file of nearly that name", at: "kustomization.yaml:2:3:", "did you mean 'settings.yaml'?",
      "resources:\n- setings.yaml\n", ["settings.yaml": Sample.configMap]),
    Mistake(
      "a directory that is not there", at: "top/kustomization.yaml:1:13:", "does not exist", "resources: [../base]\n",
      in: "top"),
    Mistake(
      "a directory without kustomization", at: "base:", "there is no kustomization file here", "resources: [../base]\n",
      ["base/x.yaml": Sample.configMap], in: "top"),
    Mistake(
      "a kustomization with a misspelt name", at: "base:", "rename it 'kustomization.yaml'", "resources: [../base]\n",
      ["base/kustomisation.yaml": "resources: []\n"], in: "top"),
    Mistake(
      "two kustomization files", at: "kustomization.yaml:", "found multiple kustomization files",
      "resources: [c.yaml]\n", ["kustomization.yml": "resources: [c.yaml]\n"]),
    Mistake(
      "a file outside of the directory", at: "top/kustomization.yaml:1:13:", "security", "resources: [../c.yaml]\n",
      in: "top"),
    Mistake("an absolute path", at: "kustomization.yaml:1:13:", "absolute", "resources: [/c.yaml]\n"),
    Mistake("an empty path", at: "kustomization.yaml:1:13:", "empty", "resources: [\"\"]\n"),
    Mistake("a base that is itself", at: "kustomization.yaml:1:13:", "cycle", "resources: [.]\n"),
    Mistake(
      "a base that contains the overlay", at: "top/kustomization.yaml:1:13:", "cycle", "resources: [..]\n",
      ["kustomization.yaml": "resources: [c.yaml]\n"], in: "top"),
    Mistake(
      "two bases in a circle", at: "b/kustomization.yaml:1:13:", "cycle", "resources: [../b]\n",
      ["b/kustomization.yaml": "resources: [../a]\n"], in: "a"),
    Mistake(
      "a remote base", at: "kustomization.yaml:2:3:", "remote bases are refused",
      "resources:\n- https://github.com/owner/repo//base?ref=v1\n"),
    Mistake("a remote file", at: "kustomization.yaml:2:3:", "remote", "resources:\n- https://example.com/all.yaml\n"),
    Mistake(
      "an object without kind", at: "x.yaml:1:1:", "no kind", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nmetadata:\n  name: a\n"]),
    Mistake(
      "an object with a misspelt kind", at: "x.yaml:1:1:", "did you mean 'knd'?", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nknd: Pod\nmetadata:\n  name: a\n"]),
    Mistake(
      "an object without name", at: "x.yaml:1:1:", "the Pod has no metadata.name", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n"]),
    Mistake(
      "the third object without name", at: "x.yaml:15:1:", "the Pod has no metadata.name", "resources: [x.yaml]\n",
      ["x.yaml": Sample.configMap + "---\n" + Sample.configMap + "---\nkind: Pod\n"]),
    Mistake(
      "a text that is no object", at: "x.yaml:1:1:", "not a scalar", "resources: [x.yaml]\n", ["x.yaml": "hello\n"]),
    Mistake("a list that is no object", at: "x.yaml:1:1:", "not a list", "resources: [x.yaml]\n", ["x.yaml": "- a\n"]),
    Mistake(
      "invalid YAML on line 3", at: "x.yaml:3:", "invalid YAML", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nkind: Pod\n  metadata: {}\n"]),
    Mistake(
      "invalid YAML in the second document", at: "x.yaml:9:", "invalid YAML", "resources: [x.yaml]\n",
      ["x.yaml": Sample.configMap + "---\na: b\n c: d\n"]),
    Mistake(
      "a tab in a manifest", at: "x.yaml:2:1:", "invalid YAML", "resources: [x.yaml]\n",
      ["x.yaml": "metadata:\n\tname: a\n"]),
    Mistake(
      "text after a separator", at: "x.yaml:2:1:", "invalid document separator", "resources: [x.yaml]\n",
      ["x.yaml": "a: b\n--- c: d\ne: f\n"]),
    Mistake("bytes that are no text", at: "x.yaml:", "UTF-8", "resources: [x.yaml]\n", ["x.yaml": "a: \u{1}\n"]),
    Mistake(
      "a template that was not rendered", at: "x.yaml:1:1:", "no metadata.name", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {{ .Values.meta }}\n"]),
    Mistake(
      "a key twice", at: "x.yaml:1:1:", "stands twice", "resources: [x.yaml]\n",
      ["x.yaml": Sample.configMap + "data: {}\n"]),
    Mistake(
      "a key that is a number", at: "x.yaml:1:1:", "put it in quotes", "resources: [x.yaml]\n",
      ["x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  1: b\n"]),
    Mistake(
      "an object twice in two files", at: "x.yaml:1:1:", "already registered id: ConfigMap/settings",
      "resources: [c.yaml, x.yaml]\n", ["x.yaml": Sample.configMap]),
    Mistake(
      "an object twice in one file", at: "x.yaml:8:1:", "already registered", "resources: [x.yaml]\n",
      ["x.yaml": Sample.configMap + "---\n" + Sample.configMap]),
    Mistake(
      "an alias bomb", at: "x.yaml:", "aliases", "resources: [x.yaml]\n",
      [
        "x.yaml":
          "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
      ]),
  ]
}
