import Structure

/// The order of the output.
enum SortOrder {
  /// - Throws: For an unknown order, and for options that the order does not have.
  static func apply(_ options: SortOptions, to map: ResourceMap) throws(Failure) {
    switch options.order {
    case "fifo":
      if options.hasLegacyOptions {
        throw Failure("sortOptions.legacySortOptions is set, but the order is 'fifo', not 'legacy'")
      }
    case "legacy":
      let order =
        options.hasLegacyOptions
        ? LegacyOrder(first: options.first ?? [], last: options.last ?? []) : LegacyOrder.byDefault
      map.reorder(order.sorted(map.resources))
    default:
      throw Failure(
        "sortOptions.order must be 'legacy' or 'fifo', not '\(options.order)'"
          + NearestName.hint(options.order, among: ["legacy", "fifo"]))
    }
  }
}
