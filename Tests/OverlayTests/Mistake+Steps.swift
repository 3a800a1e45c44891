extension Mistake {
  static let generators = [
    Mistake(
      "a literal without equals sign", at: "kustomization.yaml:2:3:", "must have the form key=value",
      "configMapGenerator:\n- name: a\n  literals: [x]\n"),
    Mistake(
      "a literal without key", at: "kustomization.yaml:2:3:", "must have the form key=value",
      "configMapGenerator:\n- name: a\n  literals: [\"=x\"]\n"),
    Mistake(
      "a generator without name", at: "kustomization.yaml:2:3:", "must have a name",
      "configMapGenerator:\n- literals: [a=b]\n"),
    Mistake(
      "a key twice in a generator", at: "kustomization.yaml:2:3:", "has the key 'a' twice",
      "configMapGenerator:\n- name: c\n  literals: [a=1, a=2]\n"),
    Mistake(
      "a generator's file that is not there", at: "kustomization.yaml:2:3:", "file 'f.txt' does not exist",
      "configMapGenerator:\n- name: c\n  files: [f.txt]\n"),
    Mistake(
      "a file source with two equals signs", at: "kustomization.yaml:2:3:", "more than one '='",
      "configMapGenerator:\n- name: c\n  files: [a=b=c]\n"),
    Mistake(
      "a file source without path", at: "kustomization.yaml:2:3:", "the path is missing",
      "configMapGenerator:\n- name: c\n  files: [\"a=\"]\n"),
    Mistake(
      "an environment file that is not there", at: "kustomization.yaml:2:3:", "does not exist",
      "secretGenerator:\n- name: c\n  envs: [f.env]\n"),
    Mistake(
      "a merge into nothing", at: "kustomization.yaml:3:3:", "did you mean 'settings'?",
      "resources: [c.yaml]\nconfigMapGenerator:\n- name: setings\n  behavior: merge\n  literals: [a=b]\n"),
    Mistake(
      "a generated name that exists", at: "kustomization.yaml:3:3:", "behavior must be merge or replace",
      "resources: [c.yaml]\nconfigMapGenerator:\n- name: settings\n  literals: [a=b]\n"),
    Mistake(
      "an unknown generator plugin", at: "kustomization.yaml:1:14:", "did you mean 'SecretGenerator'?",
      "generators: [g.yaml]\n", ["g.yaml": "apiVersion: builtin\nkind: SecretGenerater\nmetadata:\n  name: g\n"]),
    Mistake(
      "a plugin that is not built in", at: "kustomization.yaml:1:14:", "no built-in plugin", "generators: [g.yaml]\n",
      ["g.yaml": "apiVersion: someteam.example.com/v1\nkind: Mine\nmetadata:\n  name: g\n"]),
  ]

  private static let head = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "

  static let patches = [
    Mistake(
      "a patch of nothing", at: "p.yaml:1:1:", "did you mean 'web'?", "resources: [d.yaml]\npatches:\n- path: p.yaml\n",
      ["p.yaml": head + "wbe\n"]),
    Mistake(
      "the second patch of a file", at: "p.yaml:6:1:", "no resource matches",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n", ["p.yaml": head + "web\n---\n" + head + "api\n"]),
    Mistake(
      "a patch of another version", at: "p.yaml:1:1:", "there is apps/v1 Deployment.apps/web",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n",
      ["p.yaml": "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata:\n  name: web\n"]),
    Mistake(
      "a patch of a kind that is not there", at: "p.yaml:1:1:", "there is no Service at all",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n",
      ["p.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n"]),
    Mistake(
      "an inline patch of nothing", at: "kustomization.yaml:4:5:", "no resource matches",
      "resources: [d.yaml]\npatches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: wbe\n"
    ),
    Mistake(
      "a legacy patch of nothing", at: "p.yaml:1:1:", "no resource matches",
      "resources: [d.yaml]\npatchesStrategicMerge: [p.yaml]\n", ["p.yaml": head + "api\n"]),
    Mistake(
      "a patch file that is not there", at: "kustomization.yaml:3:3:", "file 'p.yaml' does not exist",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n"),
    Mistake(
      "a patch without anything", at: "kustomization.yaml:3:3:", "must have a 'patch' or a 'path'",
      "resources: [d.yaml]\npatches:\n- target:\n    kind: Deployment\n"),
    Mistake(
      "a patch with a path and a text", at: "kustomization.yaml:3:3:", "not both",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  patch: a\n"),
    Mistake(
      "an empty patch file", at: "kustomization.yaml:3:3:", "empty", "resources: [d.yaml]\npatches:\n- path: p.yaml\n",
      ["p.yaml": "# later\n"]),
    Mistake(
      "a patch that is neither form", at: "kustomization.yaml:", "unable to parse",
      "resources: [d.yaml]\npatches:\n- patch: hello\n"),
    Mistake(
      "a JSON patch without target", at: "kustomization.yaml:3:3:", "needs a target",
      "resources: [d.yaml]\npatches:\n- patch: |-\n    - {op: remove, path: /spec}\n"),
    Mistake(
      "a JSON pointer to nothing", at: "p.json:3:", "JSON patch operation 1 (remove /spec/replica)",
      "resources: [d.yaml]\npatches:\n- path: p.json\n  target: {kind: Deployment}\n",
      [
        "p.json":
          "[\n {\"op\": \"add\", \"path\": \"/a\", \"value\": 1},\n {\"op\": \"remove\", \"path\": \"/spec/replica\"}\n]\n"
      ]),
    Mistake(
      "an inline JSON pointer to nothing", at: "kustomization.yaml:7:13:", "did you mean 'replicas'?",
      "resources: [d.yaml]\npatches:\n- target:\n    kind: Deployment\n  patch: |-\n    - op: remove\n      path: /spec/replica\n"
    ),
    Mistake(
      "a JSON pointer through nothing", at: "p.yaml:2:9:", "'/spec/templat' does not exist (did you mean",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- op: add\n  path: /spec/templat/spec\n  value: 1\n"]),
    Mistake(
      "a JSON pointer without slash", at: "p.yaml:1:19:", "must begin with '/'",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- {op: add, path: spec, value: 1}\n"]),
    Mistake(
      "an index beyond a list", at: "p.yaml:1:21:", "out of the list of 1 elements",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- {op: add, \"path\": /spec/template/spec/containers/5, value: 1}\n"]),
    Mistake(
      "a test that fails", at: "p.yaml:1:", "the test failed",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- {op: test, path: /spec/replicas, value: 7}\n"]),
    Mistake(
      "an unknown operation", at: "p.yaml:1:8:", "did you mean 'replace'?",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- {op: repalce, path: /spec, value: 1}\n"]),
    Mistake(
      "a bad regular expression", at: "kustomization.yaml:3:3:", "target.name '*web' is no regular expression",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {name: \"*web\"}\n",
      ["p.yaml": "- {op: add, path: /a, value: 1}\n"]),
    Mistake(
      "a bad label selector", at: "kustomization.yaml:3:3:", "labelSelector 'a in b' is no selector",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n  target: {labelSelector: a in b}\n",
      ["p.yaml": "- {op: add, path: /a, value: 1}\n"]),
    Mistake(
      "a legacy JSON patch without name", at: "kustomization.yaml:3:3:", "target.name is missing",
      "resources: [d.yaml]\npatchesJson6902:\n- path: p.yaml\n  target: {kind: Deployment}\n",
      ["p.yaml": "- {op: add, path: /a, value: 1}\n"]),
    Mistake(
      "a mapping patched by a list", at: "p.yaml:1:1:",
      "spec: the patch has a list where the object has a mapping", "resources: [d.yaml]\npatches:\n- path: p.yaml\n",
      ["p.yaml": head + "web\nspec: []\n"]),
    Mistake(
      "an unknown directive", at: "p.yaml:1:1:", "did you mean 'delete'?",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n", ["p.yaml": head + "web\nspec:\n  $patch: delet\n"]),
    Mistake(
      "invalid YAML in a patch file", at: "p.yaml:2:", "invalid YAML",
      "resources: [d.yaml]\npatches:\n- path: p.yaml\n", ["p.yaml": "a: b\n c: d\n"]),
    Mistake(
      "invalid YAML in an inline patch", at: "kustomization.yaml:5:", "invalid YAML",
      "resources: [d.yaml]\npatches:\n- patch: |-\n    kind: Deployment\n     name: a\n"),
  ]

  static let transformers = [
    Mistake(
      "replicas of nothing", at: "kustomization.yaml:3:3:", "did you mean 'web'?",
      "resources: [d.yaml]\nreplicas:\n- name: wbe\n  count: 2\n"),
    Mistake(
      "an image name that is no pattern", at: "kustomization.yaml:3:3:", "no regular expression",
      "resources: [d.yaml]\nimages:\n- name: \"a(b\"\n  newTag: \"2\"\n"),
    Mistake(
      "a namespace that makes two the same", at: "kustomization.yaml:2:12:", "makes two objects the same",
      "resources: [x.yaml]\nnamespace: prod\n",
      [
        "x.yaml":
          "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: x\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: y\n"
      ]),
    Mistake(
      "a replacement without source", at: "kustomization.yaml:3:3:", "must have a source and targets",
      "resources: [d.yaml]\nreplacements:\n- targets:\n  - select: {kind: Deployment}\n"),
    Mistake(
      "a replacement's source that is not there", at: "kustomization.yaml:3:3:", "did you mean 'settings'?",
      "resources: [c.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: setings}\n  targets:\n  - select: {kind: ConfigMap}\n"
    ),
    Mistake(
      "a replacement's field that is not there", at: "kustomization.yaml:3:3:", "fieldPath 'data.kye' is missing",
      "resources: [c.yaml]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.kye}\n  targets:\n  - select: {kind: ConfigMap}\n"
    ),
    Mistake(
      "a replacement's target field that is not there", at: "kustomization.yaml:3:3:",
      "unable to find the field 'data.other'",
      "resources: [c.yaml]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.key}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.other]\n"
    ),
    Mistake(
      "a replacement's index that is out of bounds", at: "kustomization.yaml:3:3:", "options.index 4 is out of bounds",
      "resources: [c.yaml]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.key, options: {delimiter: a, index: 4}}\n  targets:\n  - select: {kind: ConfigMap}\n"
    ),
    Mistake(
      "a replacement file that is not there", at: "kustomization.yaml:3:3:", "does not exist",
      "resources: [c.yaml]\nreplacements:\n- path: r.yaml\n"),
    Mistake(
      "a variable of nothing", at: "kustomization.yaml:", "var 'V' cannot be mapped",
      "resources: [c.yaml]\nvars:\n- name: V\n  objref: {kind: Pod, name: a, apiVersion: v1}\n"),
    Mistake(
      "a configuration with a misspelt field", at: "conf.yaml:1:1:", "did you mean 'namePrefix'?",
      "resources: [c.yaml]\nconfigurations: [conf.yaml]\n", ["conf.yaml": "namoPrefix: []\n"]),
    Mistake(
      "a configuration that is not there", at: "kustomization.yaml:2:18:", "does not exist",
      "resources: [c.yaml]\nconfigurations: [conf.yaml]\n"),
    Mistake(
      "an unknown transformer", at: "kustomization.yaml:2:16:", "did you mean 'PrefixTransformer'?",
      "resources: [c.yaml]\ntransformers: [t.yaml]\n",
      ["t.yaml": "apiVersion: builtin\nkind: PrefixTransformr\nmetadata:\n  name: t\n"]),
    Mistake(
      "a transformer without fields", at: "kustomization.yaml:2:16:", "fieldSpecs is missing",
      "resources: [c.yaml]\ntransformers: [t.yaml]\n",
      ["t.yaml": "apiVersion: builtin\nkind: PrefixTransformer\nmetadata:\n  name: t\nprefix: a\n"]),
    Mistake(
      "definitions that are not there", at: "kustomization.yaml:2:8:", "does not exist",
      "resources: [c.yaml]\ncrds: [crd.json]\n"),
    Mistake(
      "labels on a scalar", at: "kustomization.yaml:3:3:", "", "resources: [x.yaml]\ncommonLabels:\n  a: b\n",
      ["x.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec: text\n"]),
  ]

  static let layers = [
    Mistake(
      "a component among the resources", at: "top/kustomization.yaml:1:13:", "name it in 'components'",
      "resources: [../comp]\n", ["comp/kustomization.yaml": "kind: Component\nnamePrefix: a\n"], in: "top"),
    Mistake(
      "a base among the components", at: "top/kustomization.yaml:1:14:", "name it in 'resources'",
      "components: [../base]\n", ["base/kustomization.yaml": "namePrefix: a\n"], in: "top"),
    Mistake(
      "a mistake in a base", at: "base/kustomization.yaml:2:1:", "unknown field", "resources: [../base]\n",
      ["base/kustomization.yaml": "namePrefix: a\nbogus: 1\n"], in: "top"),
    Mistake(
      "a mistake in a base's file", at: "base/x.yaml:1:1:", "no kind", "resources: [../base]\n",
      ["base/kustomization.yaml": "resources: [x.yaml]\n", "base/x.yaml": "a: b\n"], in: "top"),
    Mistake(
      "two bases with the same object", at: "top/kustomization.yaml:3:3:", "already registered id",
      "resources:\n- ../a\n- ../b\n",
      [
        "a/kustomization.yaml": "resources: [x.yaml]\n", "a/x.yaml": Sample.configMap,
        "b/kustomization.yaml": "resources: [x.yaml]\n", "b/x.yaml": Sample.configMap,
      ], in: "top"),
  ]
}
