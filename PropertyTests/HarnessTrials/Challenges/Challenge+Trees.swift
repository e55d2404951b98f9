import PropertyTesting

indirect enum Expression: Equatable, Sendable {
  case number(Int)
  case sum(Expression, Expression)
  case quotient(Expression, Expression)

  struct DivisionByZero: Error {}

  func value() throws -> Int {
    switch self {
    case .number(let number): return number
    case .sum(let left, let right): return try left.value() &+ right.value()
    case .quotient(let left, let right):
      let (dividend, divisor) = (try left.value(), try right.value())
      guard divisor != 0 else { throw DivisionByZero() }
      return dividend.dividedReportingOverflow(by: divisor).partialValue
    }
  }

  var dividesByLiteralZero: Bool {
    switch self {
    case .number: false
    case .sum(let left, let right): left.dividesByLiteralZero || right.dividesByLiteralZero
    case .quotient(let left, let right):
      right == .number(0) || left.dividesByLiteralZero || right.dividesByLiteralZero
    }
  }

  static func gen(depth: Int) -> Gen<Expression> {
    let number = Gen<Int>.any.map(Expression.number)
    return .recursive(depth: depth, leaf: number) { smaller in
      .oneOf([zip(smaller, smaller).map { .sum($0, $1) }, zip(smaller, smaller).map { .quotient($0, $1) }])
    }
  }
}

indirect enum Heap: Equatable, Sendable {
  case none
  case node(Int, Heap, Heap)

  static func gen(low: Int, size: Int) -> Gen<Heap> {
    guard size > 0 else { return .just(.none) }
    return PropertyTesting.gen { source throws(Discard) in
      guard try source.draw(.weighted([(3, .just(false)), (1, .just(true))])) else { return .none }
      let key = try source.draw(.int(low...Int.max))
      let left = try source.draw(gen(low: key, size: size / 2))
      return .node(key, left, try source.draw(gen(low: key, size: size / 2)))
    }
  }

  /// The keys, in no order.
  var keys: [Int] {
    guard case .node(let key, let left, let right) = self else { return [] }
    return [key] + left.keys + right.keys
  }

  func merged(_ other: Heap) -> Heap {
    guard case .node(let mine, let left, let right) = self else { return other }
    guard case .node(let theirs, let otherLeft, let otherRight) = other else { return self }
    return mine <= theirs
      ? .node(mine, right.merged(other), left) : .node(theirs, otherRight.merged(self), otherLeft)
  }

  /// Wrong on purpose: only the first key comes from the top of a heap.
  var wronglySorted: [Int] {
    guard case .node(let key, let left, let right) = self else { return [] }
    return [key] + right.merged(left).walk
  }

  private var walk: [Int] {
    guard case .node(let key, let left, let right) = self else { return [] }
    return [key] + right.walk + left.walk
  }
}

extension Challenge {
  static let calculator = Challenge(
    "calculator", Expression.gen(depth: 5),
    ideal: .quotient(.number(0), .sum(.number(0), .number(0)))
  ) { expression in
    if expression.dividesByLiteralZero { throw Discard("no literal divisor 0") }
    _ = try expression.value()
  }.needing(cases: 20_000)

  /// The one that wants parts moved between branches.
  public static let binheap = Challenge(
    "binheap", Gen<Int>.int(0...20).flatMap { Heap.gen(low: Int.min, size: $0) },
    ideal: .node(0, .none, .node(0, .node(0, .none, .none), .node(1, .none, .none)))
  ) { heap in
    let list = heap.wronglySorted
    try require(zip(list, list.dropFirst()).allSatisfy { $0 <= $1 } && list == heap.keys.sorted())
  }.needing(cases: 20_000)
}
