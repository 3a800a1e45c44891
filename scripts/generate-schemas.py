#!/usr/bin/env python3
"""Writes the merge schemas that CSchemas embeds, from published OpenAPI documents of Kubernetes.

    generate-schemas.py REFERENCE_DIR OUTPUT_DIR

REFERENCE_DIR has two gzipped documents:

  openapi-kustomize-1.21.2.json.gz   the definitions that kustomize 5 merges by, and the scope of each kind
  openapi-v2-1.36.json.gz            the OpenAPI v2 document of a current API server

OUTPUT_DIR gets kustomize.bin and server-side-apply.bin. Equal inputs give equal bytes.

A table keeps only what merging asks: for each kind its scope, plural name and type; for each type its fields; for
each list and map the patch strategy, merge keys, list type and map type. Types of the same shape are stored once.
All numbers are little-endian; 0xFFFF means "none". In this order:

  "MSC1", then the counts of strings, key lists, nodes, fields and kinds as u32
  strings    u16 length, UTF-8 bytes
  key lists  u8 length, then for each key: u16 name, u16 default value (a text)
  nodes      u8 shape (0 untyped, 1 scalar, 2 struct, 3 map, 4 list), u8 patch strategy (bits: 1 merge, 2 replace,
             4 retainKeys), u8 topology (0 default, 1 atomic, 2 set, 3 map, 4 granular), u8 zero,
             u16 patch merge keys, u16 list map keys, u16 element or additional value,
             u16 number of fields, u32 first field
  fields     u16 name, u16 node; those of a node are sorted by name number, which is byte order of the names
  kinds      u16 apiVersion, u16 kind, u16 plural, u16 node, u8 scope (0 unknown, 1 cluster, 2 namespaced), u8 zero
"""

import gzip
import json
import os
import re
import struct
import sys

NONE = 0xFFFF
SHAPES = {"untyped": 0, "scalar": 1, "struct": 2, "map": 3, "list": 4}
STRATEGIES = {"merge": 1, "replace": 2, "retainKeys": 4}
TOPOLOGIES = {None: 0, "atomic": 1, "set": 2, "map": 3, "granular": 4}
PREFIX = "#/definitions/"


def main():
    reference, output = sys.argv[1:]
    old = load(os.path.join(reference, "openapi-kustomize-1.21.2.json.gz"))
    table = Table(old["definitions"])
    for resource in old["resources"]:
        table.add_kind(resource["apiVersion"], resource["kind"], None, resource.get("definition"), resource.get("scope"))
    table.add_generators()
    table.write(os.path.join(output, "kustomize.bin"))

    new = load(os.path.join(reference, "openapi-v2-1.36.json.gz"))
    table = Table(new["definitions"])
    served = kinds_served(new["paths"])
    for name, definition in new["definitions"].items():
        for gvk in definition.get("x-kubernetes-group-version-kind", []):
            plural, scope = served.get((api_version(gvk), gvk["kind"]), (None, None))
            if plural:
                table.add_kind(api_version(gvk), gvk["kind"], plural, name, scope)
    table.write(os.path.join(output, "server-side-apply.bin"))


def load(path):
    with gzip.open(path) as file:
        return json.load(file)


def api_version(gvk):
    return gvk["group"] + "/" + gvk["version"] if gvk.get("group") else gvk["version"]


def kinds_served(paths):
    """The plural name and scope of each kind that has a collection of its own."""
    served = {}
    for path, item in sorted(paths.items()):
        names = path.strip("/").split("/")
        # /api/VERSION/[namespaces/{namespace}/]PLURAL and /apis/GROUP/VERSION/[namespaces/{namespace}/]PLURAL
        names = names[2:] if names[0] == "api" else names[3:]
        namespaced = names[:2] == ["namespaces", "{namespace}"]
        names = names[2:] if namespaced else names
        operation = item.get("post") or item.get("get") or {}
        gvk = operation.get("x-kubernetes-group-version-kind")
        if len(names) != 1 or not gvk:
            continue
        key = (api_version(gvk), gvk["kind"])
        if namespaced or key not in served:
            served[key] = (names[0], "Namespaced" if namespaced else "Cluster")
    return served


class Table:
    def __init__(self, definitions):
        self.definitions = definitions
        self.nodes = {}  # shape of a node -> number
        self.records = []
        self.by_reference = {}
        self.key_lists = {}
        self.kinds = {}

    def add_kind(self, version, kind, plural, definition, scope):
        node = self.reference(PREFIX + definition) if definition else NONE
        self.kinds[(kind, version)] = (plural, node, {"Cluster": 1, "Namespaced": 2}.get(scope, 0))

    def add_generators(self):
        """Kustomizations can be patched too: their generators merge by name."""
        generators = {"type": "array", "items": {"type": "object"}, "x-kubernetes-patch-strategy": "merge",
                      "x-kubernetes-patch-merge-key": "name"}
        self.definitions["Kustomization"] = {
            "properties": {"configMapGenerator": generators, "secretGenerator": generators}}
        self.add_kind("kustomize.config.k8s.io/v1beta1", "Kustomization", None, "Kustomization", None)

    def reference(self, ref):
        """The node of a definition. Recursive definitions get their number before their content."""
        if ref not in self.by_reference:
            definition = self.definitions[ref[len(PREFIX):]]
            number = self.by_reference[ref] = len(self.records)
            self.records.append(None)
            self.records[number] = self.content(definition)
        return self.by_reference[ref]

    def node(self, schema):
        if "$ref" in schema:
            # What stands beside a reference is not seen by those who resolve it, except the topology.
            topology = {k: v for k, v in schema.items() if k in ("x-kubernetes-map-type", "x-kubernetes-list-type")}
            if not topology:
                return self.reference(schema["$ref"])
            schema = dict(self.definitions[schema["$ref"][len(PREFIX):]], **topology)
        content = self.content(schema)
        if content not in self.nodes:
            self.nodes[content] = len(self.records)
            self.records.append(content)
        return self.nodes[content]

    def content(self, schema):
        strategy = 0
        for word in filter(None, schema.get("x-kubernetes-patch-strategy", "").split(",")):
            strategy |= STRATEGIES[word]
        topology = TOPOLOGIES[schema.get("x-kubernetes-list-type", schema.get("x-kubernetes-map-type"))]
        element, fields, shape = None, (), "untyped"
        kind = schema.get("type")
        if schema.get("x-kubernetes-preserve-unknown-fields") and not schema.get("properties"):
            shape = "untyped"
        elif kind == "array":
            shape, element = "list", self.node(schema["items"])
        elif "properties" in schema:
            shape = "struct"
            fields = tuple((name, self.node(field)) for name, field in sorted(schema["properties"].items()))
        elif isinstance(schema.get("additionalProperties"), dict):
            shape, element = "map", self.node(schema["additionalProperties"])
        elif kind == "object":
            shape = "untyped"
        elif kind:
            shape = "scalar"
        merge_keys = [schema["x-kubernetes-patch-merge-key"]] if "x-kubernetes-patch-merge-key" in schema else []
        return (SHAPES[shape], strategy, topology, self.keys(schema, merge_keys),
                self.keys(schema, schema.get("x-kubernetes-list-map-keys", [])), element, fields)

    def keys(self, schema, names):
        """Keys with the defaults that the element's type gives them."""
        if not names:
            return None
        element = schema.get("items", {})
        while "$ref" in element:
            element = self.definitions[element["$ref"][len(PREFIX):]]
        keys = []
        for name in names:
            field = element.get("properties", {}).get(name, {})
            # The published document leaves defaults out, but says them in words.
            words = re.search(r'Defaults? to "(\w+)"', field.get("description", ""))
            default = field.get("default", words.group(1) if words else None)
            keys.append((name, default if isinstance(default, str) else None))
        return tuple(keys)

    def write(self, path):
        texts, lists = set(), set()
        for record in self.records:
            texts.update(name for name, _ in record[6])
            lists.update(keys for keys in record[3:5] if keys)
        for keys in lists:
            texts.update(text for key in keys for text in key if text is not None)
        for (kind, version), (plural, _, _) in self.kinds.items():
            texts.update(text for text in (kind, version, plural) if text)
        strings = {text: number for number, text in enumerate(sorted(texts, key=lambda t: t.encode()))}
        key_lists = {keys: number for number, keys in enumerate(sorted(lists, key=repr))}
        fields, nodes = [], []
        for shape, strategy, topology, merge_keys, map_keys, element, own in self.records:
            nodes.append(struct.pack("<BBBBHHHHI", shape, strategy, topology, 0, key_lists.get(merge_keys, NONE),
                                     key_lists.get(map_keys, NONE), NONE if element is None else element,
                                     len(own), len(fields)))
            fields += sorted((strings[name], node) for name, node in own)
        out = [b"MSC1", struct.pack("<5I", len(strings), len(key_lists), len(nodes), len(fields), len(self.kinds))]
        for text in strings:
            data = text.encode()
            out.append(struct.pack("<H", len(data)) + data)
        for keys in key_lists:
            out.append(struct.pack("<B", len(keys)))
            for name, default in keys:
                out.append(struct.pack("<HH", strings[name], NONE if default is None else strings[default]))
        out += nodes
        out += [struct.pack("<HH", *field) for field in fields]
        for (kind, version), (plural, node, scope) in sorted(self.kinds.items()):
            out.append(struct.pack("<HHHHBB", strings[version], strings[kind], strings.get(plural, NONE), node, scope, 0))
        with open(path, "wb") as file:
            file.write(b"".join(out))
        print("%s: %d bytes, %d kinds, %d nodes" % (path, os.path.getsize(path), len(self.kinds), len(nodes)))


main()
