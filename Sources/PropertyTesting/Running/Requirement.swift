/// Thrown when a requirement of a property's body does not hold.
public struct RequirementFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was expected, for the reader of the report.
  public let message: String
  /// The source file, as `Module/File.swift`.
  public let fileID: String
  /// The line in it.
  public let line: UInt

  /// A failure at a place in the source; `require` makes these.
  public init(_ message: String, fileID: String, line: UInt) {
    self.message = message
    self.fileID = fileID
    self.line = line
  }

  public var description: String { "\(message) (\(fileID):\(line))" }
}

/// Demands `condition`; otherwise the property is falsified with `message`.
/// - Throws: ``RequirementFailure``, or whatever `condition` throws.
public func require(
  _ condition: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) throws {
  guard try !condition() else { return }
  let said = message()
  throw RequirementFailure(
    said.isEmpty ? "the requirement does not hold" : said, fileID: "\(file)", line: line)
}

/// Demands that both values are equal; otherwise the property is falsified with both of them printed.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireEqual<Value: Equatable>(
  _ actual: @autoclosure () throws -> Value, _ expected: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (found, wanted) = (try actual(), try expected())
  guard found != wanted else { return }
  let said = message()
  throw RequirementFailure(
    (said.isEmpty ? "" : said + ": ") + "\(Rendering.text(found)) is not equal to \(Rendering.text(wanted))",
    fileID: "\(file)", line: line)
}
