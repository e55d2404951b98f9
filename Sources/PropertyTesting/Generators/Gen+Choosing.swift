extension Gen where Value == Bool {
  /// True or false, evenly. Shrinks to false.
  public static var bool: Gen { bool(probability: 0.5) }

  /// True in a share of `probability` (0 to 1). Shrinks to false.
  public static func bool(probability: Double) -> Gen {
    Gen(label: .leaf) { source throws(Discard) in try source.flag(chance: probability) }
  }
}

extension Gen {
  /// Always `value`.
  public static func just(_ value: Value) -> Gen where Value: Sendable {
    Gen(label: .leaf) { _ throws(Discard) in value }
  }

  /// One of `values`, of which there must be some. Shrinks to the first.
  public static func element(of values: [Value]) -> Gen where Value: Sendable {
    precondition(!values.isEmpty, "there is no element of nothing")
    return Gen(label: .leaf) { source throws(Discard) in values[try source.index(below: values.count)] }
  }

  /// A success of `success`, or in one of four cases a failure of `failure`. Shrinks to a success.
  public static func result<Success, Failure>(_ success: Gen<Success>, failure: Gen<Failure>) -> Gen
  where Value == Result<Success, Failure> {
    Gen(label: .group) { source throws(Discard) in
      guard try source.flag(chance: 0.25) else { return .success(try source.draw(success)) }
      return .failure(try source.draw(failure))
    }
  }

  /// A value of one of `generators`, evenly; put the simplest first.
  public static func oneOf(
    _ generators: [Gen], fileID: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) -> Gen {
    precondition(!generators.isEmpty, "there is no value of no generator")
    return Gen(label: Label(fileID, line, column)) { source throws(Discard) in
      try source.draw(generators[try source.index(below: generators.count)])
    }
  }

  /// A value of one of `generators`, each as likely as its weight (0 or more, not all 0); put the simplest first.
  /// Shrinking may reach those of weight 0 too.
  public static func weighted(
    _ generators: [(Int, Gen)], fileID: StaticString = #fileID, line: UInt = #line, column: UInt = #column
  ) -> Gen {
    let weights = generators.map(\.0)
    let total = weights.reduce(0, +)
    precondition(total > 0 && weights.allSatisfy { $0 >= 0 }, "weights are 0 or more and not all 0")
    return Gen(label: Label(fileID, line, column)) { source throws(Discard) in
      try source.draw(generators[try source.index(weights: weights, total: total)].1)
    }
  }

  /// A value, or `nil` in one of four cases. Shrinks to `nil`.
  public static func optional<Wrapped>(_ wrapped: Gen<Wrapped>) -> Gen where Value == Wrapped? {
    Gen(label: .group) { source throws(Discard) in
      guard try source.flag(chance: 0.75) else { return nil }
      return try source.draw(wrapped)
    }
  }
}

extension Gen where Value: CaseIterable & Sendable {
  /// One of the cases of `type`. Shrinks to the first.
  public static func cases(of type: Value.Type) -> Gen { anyCase }

  /// One of the cases of the type. Shrinks to the first.
  public static var anyCase: Gen { element(of: Array(Value.allCases)) }
}
