import Template

/// Checks values against the schemas of a chart and of its dependencies.
enum ValuesSchema {
  /// - Throws: ``ChartError`` that names each chart and each mistake.
  static func check(_ values: GoMap, of chart: ChartNode, _ given: UserValues) throws(ChartError) {}
}
