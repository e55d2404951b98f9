/// A value that says itself how it is printed in a report, when its structure would not be the story it tells.
public protocol ReportRenderable {
  /// Some lines of text, without a line break at the end.
  var reportText: String { get }
}
