/// What is wrong with a line of a log.
public struct CallLogFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in the line: `data.verdict`.
  public let field: String
  public let remedy: String

  /// A fault of this field.
  public init(_ field: String, _ remedy: String) {
    self.field = field
    self.remedy = remedy
  }

  public var description: String { "\(field): \(remedy)" }
}
