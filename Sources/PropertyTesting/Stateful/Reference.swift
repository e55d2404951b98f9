/// The name of something that an earlier step will have made when the program runs: "the call of step 3".
///
/// A model keeps the references that are alive; a command holds the one that it acts on; the system finds the thing itself
/// in its ``Bindings``. In the source of a program a reference is the number of its step, `3`; elsewhere in reports it is
/// called after its type and step, `call3`. Steps count from 1; numbers below are free for what is there before the first
/// one, which the machine's `start` binds.
public struct Reference<Value>: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  /// The step that makes the value, from 1; 0 and less name what no step makes.
  public let step: Int

  /// The value that `step` makes, counted from 1; for programs written by hand.
  @inlinable
  public init(step: Int) { self.step = step }

  /// The value that step `value` makes, counted from 1.
  @inlinable
  public init(integerLiteral value: Int) { step = value }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.step < right.step }
}

/// What the references of one type stand for while a program runs.
public struct Bindings<Value> {
  /// Those of the steps that a program can have, from the first.
  @usableFromInline var ofSteps: [Value?] = []
  /// Those of other numbers.
  @usableFromInline var others: [Int: Value] = [:]

  /// No program has more steps, as each makes a choice.
  @usableFromInline static var mostSteps: Int { ChoiceSource.maximumChoices }

  /// None yet.
  @inlinable
  public init() {}

  /// From now on `reference` stands for `value`.
  @inlinable
  public mutating func bind(_ reference: Reference<Value>, to value: Value) {
    let step = reference.step
    guard step > 0, step <= Self.mostSteps else {
      others[step] = value
      return
    }
    while ofSteps.count < step { ofSteps.append(.none) }
    ofSteps[step - 1] = .some(value)
  }

  /// What `reference` stands for.
  /// - Throws: ``UnboundReference`` when the step that should have made it did not.
  @inlinable
  public subscript(_ reference: Reference<Value>) -> Value {
    get throws {
      let step = reference.step
      if step > 0, step <= ofSteps.count, let value = ofSteps[step - 1] { return value }
      guard let value = others[step] else { throw UnboundReference(to: reference) }
      return value
    }
  }
}

/// Thrown for a reference whose step made nothing.
public struct UnboundReference: Error, Equatable, CustomStringConvertible {
  /// The reference, as reports call it.
  public let name: String

  @usableFromInline
  init<Value>(to reference: Reference<Value>) { name = reference.name }

  public var description: String { "\(name) was never bound" }
}

extension Reference: ReportRenderable {
  public var reportText: String { ReferenceStyle.isSource ? "\(step)" : name }

  fileprivate var name: String { "\(Self.word)\(step)" }

  /// The type's name in lower case; of a `Call.ID` that of what it identifies.
  private static var word: String {
    let parts = String(reflecting: Value.self).split(separator: ".")
    let named = parts.last == "ID" ? parts.dropLast().last : parts.last
    guard let name = named, let first = name.first, first.isLetter else { return "value" }
    return first.lowercased() + name.dropFirst()
  }
}

protocol AnyReference { var step: Int { get } }
extension Reference: AnyReference {}

/// How references are printed.
enum ReferenceStyle {
  /// As the number that makes one in source, rather than by name.
  @TaskLocal static var isSource = false
}
