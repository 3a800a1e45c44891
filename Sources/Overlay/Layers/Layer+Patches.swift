import Structure

extension Layer {
  private var applier: PatchApplier { PatchApplier(schema: build.schema) }

  /// `patchesStrategicMerge`, then `patches`.
  func patchSteps() throws(Failure) -> [Step] {
    var steps: [Step] = []
    for (index, entry) in kustomization.patchesStrategicMerge.enumerated() {
      let patches = try at(entry.pointer) { () throws(Failure) in try strategicMergePatches(entry.part) }
      let origin = PatchOrigin(bytes: Array(entry.part.utf8), file: file, container: (bytes, entry.pointer))
      let isLast = index == kustomization.patchesStrategicMerge.count - 1
      steps.append(
        Step(
          transformer: StrategicMergeStep(patches: patches, applier: applier, origin: origin), pointer: entry.pointer,
          origin: isLast ? builtInOrigin("PatchStrategicMergeTransformer") : nil))
    }
    for entry in kustomization.patches {
      let step = try at(entry.pointer) { () throws(Failure) in try patch(entry.part, pointer: entry.pointer) }
      steps.append(Step(transformer: step, pointer: entry.pointer, origin: builtInOrigin("PatchTransformer")))
    }
    return steps
  }

  /// A patch in the kustomization itself, or a file of patches.
  func strategicMergePatches(_ text: String) throws(Failure) -> [Resource] {
    do throws(Failure) {
      return try build.factory.resources(in: Array(text.utf8), file: "")
    } catch {
      // A path is no object, and text of several lines is no path.
      if text.utf8.contains(UInt8(ascii: "\n")) { throw Failure("the patch is no object: \(error.message)") }
    }
    let (bytes, file) = try loader.load(text)
    do throws(Failure) {
      return try build.factory.resources(in: bytes, file: file)
    } catch {
      throw error.at(file, nil)
    }
  }

  /// An entry of `patches`.
  /// - Parameter pointer: Where the entry stands in the kustomization file; empty when it does not.
  func patch(_ entry: PatchEntry, pointer: [String] = []) throws(Failure) -> PatchStep {
    let inline = entry.patch.trimmed
    let text: PatchText
    let what: String
    let origin: PatchOrigin
    switch (inline.isEmpty, entry.path.isEmpty) {
    case (true, true): throw Failure("a patch must have a 'patch' or a 'path'")
    case (false, false): throw Failure("a patch has either a 'patch' or a 'path', not both")
    case (false, true):
      what = "the patch"
      origin = inlineOrigin(inline, pointer)
      do throws(Failure) {
        text = try PatchText.read(Array(inline.utf8), file: "", factory: build.factory, what: what)
      } catch {
        throw origin.place(error)
      }
    case (true, false):
      let (bytes, file) = try loader.load(entry.path)
      origin = PatchOrigin(bytes: bytes, file: file)
      what = "'\(entry.path)'"
      do throws(Failure) {
        text = try PatchText.read(bytes, file: file, factory: build.factory, what: what)
      } catch {
        throw origin.place(error)
      }
    }
    if case .strategicMerge(let patches) = text {
      if patches.isEmpty { throw Failure("\(what) is empty") }
      for patch in patches {
        if entry.options["allowNameChange"] == true { try patch.enable(BuildAnnotation.allowNameChange) }
        if entry.options["allowKindChange"] == true { try patch.enable(BuildAnnotation.allowKindChange) }
      }
    } else if entry.target == nil {
      throw Failure("\(what) is a JSON patch, which needs a target")
    }
    return PatchStep(text: text, matcher: try entry.target.map(matcher), applier: applier, what: what, origin: origin)
  }

  private func inlineOrigin(_ text: String, _ pointer: [String]) -> PatchOrigin {
    PatchOrigin(
      bytes: Array(text.utf8), file: file, container: pointer.isEmpty ? ([], []) : (bytes, pointer + ["patch"]))
  }

  private func matcher(_ selector: ObjectSelector) throws(Failure) -> ObjectMatcher { try ObjectMatcher(selector) }

  /// An entry of `patchesJson6902`.
  func jsonPatch(_ entry: PatchEntry, pointer: [String] = []) throws(Failure) -> JSONPatchStep {
    guard let target = entry.target, !target.id.name.isEmpty else {
      throw Failure("a JSON patch must name its target: target.name is missing")
    }
    let origin: PatchOrigin
    switch (entry.patch.isEmpty, entry.path.isEmpty) {
    case (true, true): throw Failure("a JSON patch must have a 'patch' or a 'path'")
    case (false, false): throw Failure("a JSON patch has either a 'patch' or a 'path', not both")
    case (false, true): origin = inlineOrigin(entry.patch, pointer)
    case (true, false):
      let (bytes, file) = try loader.load(entry.path)
      origin = PatchOrigin(bytes: bytes, file: file)
    }
    let operations: JSONOperations
    do throws(Failure) {
      operations = try JSONOperations(origin.bytes)
    } catch {
      throw origin.place(error)
    }
    guard !operations.operations.isEmpty else { throw Failure("the JSON patch is empty") }
    return JSONPatchStep(operations: operations, matcher: try ObjectMatcher(target), origin: origin)
  }
}
