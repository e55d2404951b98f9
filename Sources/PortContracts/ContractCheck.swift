/// One sentence of a port's contract, and how to find out whether an adapter keeps it.
///
/// A value without a test framework: tests run it as an argument, a verifier runs it as a case.
public struct ContractCheck<Port: Sendable>: Sendable, CustomStringConvertible {
  /// The sentence that holds.
  public let name: String
  /// Tries it on an adapter that holds nothing yet. Throws `ContractBroken`, or what the adapter threw out of turn.
  public let run: @Sendable (Port) async throws -> Void

  /// A sentence and its trial.
  public init(_ name: String, run: @escaping @Sendable (Port) async throws -> Void) {
    self.name = name
    self.run = run
  }

  public var description: String { name }
}

/// What an adapter did that its port's contract doesn't allow.
public struct ContractBroken: Error, CustomStringConvertible {
  /// What was expected and what was seen.
  public let message: String
  /// Where it was expected.
  public let file: String
  public let line: UInt

  public var description: String { "\(message) (\(file):\(line))" }
}

/// Breaks the contract unless the condition holds.
func expect(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws(ContractBroken) {
  guard !condition else { return }
  throw ContractBroken(message: message(), file: "\(file)", line: line)
}

/// Breaks the contract unless both are equal.
func expect<Value: Equatable>(
  _ what: String, _ seen: Value, is wanted: Value, file: StaticString = #fileID, line: UInt = #line
) throws(ContractBroken) {
  guard seen != wanted else { return }
  let message = "\(what): expected \(shortened(wanted)), saw \(shortened(seen))"
  throw ContractBroken(message: message, file: "\(file)", line: line)
}

private func shortened(_ value: some Any) -> String {
  let text = String(describing: value)
  return text.count <= 400 ? text : text.prefix(400) + "…"
}
