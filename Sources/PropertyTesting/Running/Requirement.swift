/// Thrown when a requirement of a property's body does not hold.
public struct RequirementFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was expected, for the reader of the report.
  public let message: String
  /// The source file, as `Module/File.swift`.
  public let fileID: String
  /// The line in it.
  public let line: UInt
  /// What the actual value differs in, when two were compared and the message has no room for both.
  public let difference: Difference?

  /// A failure at a place in the source; `require` makes these.
  public init(_ message: String, fileID: String, line: UInt, difference: Difference? = nil) {
    self.message = message
    self.fileID = fileID
    self.line = line
    self.difference = difference
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
  throw RequirementFailure("the requirement does not hold", said: message(), file, line)
}

/// Demands that both values are equal; otherwise the property is falsified with both of them, or with the parts in which
/// they differ.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireEqual<Value: Equatable>(
  _ actual: @autoclosure () throws -> Value, _ expected: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (found, wanted) = (try actual(), try expected())
  guard found != wanted else { return }
  let said = message()
  let sentence = "\(Rendering.text(found)) is not equal to \(Rendering.text(wanted))"
  if sentence.count <= RequirementFailure.sentenceWidth, !sentence.contains("\n") {
    throw RequirementFailure(sentence, said: said, file, line)
  }
  let difference = Difference(actual: found, expected: wanted)
  throw RequirementFailure("not equal: \(difference.summary)", said: said, file, line, difference)
}

/// Demands that the values are not equal; otherwise the property is falsified with the value.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireNotEqual<Value: Equatable>(
  _ actual: @autoclosure () throws -> Value, _ other: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (found, unwanted) = (try actual(), try other())
  guard found == unwanted else { return }
  throw RequirementFailure("both are \(Comparison.short(found))", said: message(), file, line)
}

extension RequirementFailure {
  /// Two values up to this length, with the words between them, stand in the message; longer ones are taken apart.
  static let sentenceWidth = 60

  /// What the author says comes first, then what was found.
  init(_ found: String, said: String, _ file: StaticString, _ line: UInt, _ difference: Difference? = nil) {
    let message = said.isEmpty ? found : found == "the requirement does not hold" ? said : "\(said): \(found)"
    self.init(message, fileID: "\(file)", line: line, difference: difference)
  }
}
