extension ChoiceSource {
  /// One of the values that are there, evenly; `nil` when there is none, with the choice made all the same.
  ///
  /// The number of the step that made the value is what is recorded. So a reference stays true when other steps are
  /// deleted behind it, and by renumbering when they are deleted before it; one that lost its value takes another.
  public mutating func pick<Target>(from targets: [Reference<Target>]) throws(Discard) -> Reference<Target>? {
    let place = try pick(among: targets.count) { Self.number(of: targets[$0].step) }
    return place.map { targets[$0] }
  }

  /// The place of one of `count` things by the numbers they are recorded as.
  private mutating func pick(among count: Int, number: (Int) -> Int) throws(Discard) -> Int? {
    let picked = try integer(Self.steps) { random in
      count > 0 ? UInt64(number(Int(random.next(upTo: UInt64(count - 1))))) : 0
    }
    guard count > 0 else { return nil }
    return (0..<count).first { number($0) == Int(picked) } ?? Int(picked) % count
  }

  /// Steps are recorded from 0; what was there before them by the last numbers, which no step reaches.
  private static func number(of step: Int) -> Int {
    step > 0 ? min(step - 1, maximumChoices - 1) : maximumChoices - 1 + max(step, 1 - maximumChoices)
  }

  private static let steps = Domain(0, UInt64(maximumChoices - 1), towards: 0)

  /// The place of a machine's kind, likelier ones more often.
  @usableFromInline
  mutating func kind(_ chances: borrowing CommandChances) throws(Discard) -> Int {
    let domain = Domain(0, UInt64(chances.count - 1), towards: 0)
    return Int(
      try record(.index, domain, mode == .generating ? chances.place(&random) : recalled(.index, domain)))
  }
}
