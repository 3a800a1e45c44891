import Structure
import Template

/// Errors of templates, in the form of other mistakes: file, line and column first, then the reason, then the way there.
enum TemplateMistake {
  static func parsing(_ error: TemplateError, file: String) -> ChartError {
    ChartError(.template, HelmMessage.parsing(error, file: file))
  }

  static func executing(_ error: TemplateError, file: String) -> ChartError {
    ChartError(.template, HelmMessage.executing(error, file: file))
  }
}
