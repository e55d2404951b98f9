/// What a load suite found, in the forms in which it can be kept.
public protocol LoadReport: Sendable {
  /// Lines of figures.
  var csv: String { get }
  /// Everything.
  var json: String { get throws }
  /// A page that stands alone.
  var html: String { get }
}

extension CallsReport: LoadReport {}
