extension Gen where Value == Duration {
  /// Any duration of at most a century either way. Shrinks to zero, then to whole seconds.
  public static var duration: Gen { duration(in: .seconds(-3_155_760_000) ... .seconds(3_155_760_000)) }

  /// A duration of `range`: whole seconds, and a part of one in milli-, micro-, nano- or attoseconds that is added to
  /// them, below zero too (-0.5 s is -1 s and 0.5 s); what the range does not hold becomes its end. Shrinks to the whole
  /// seconds nearest to zero; where the range holds none, to its lower end.
  public static func duration(in range: ClosedRange<Duration>) -> Gen {
    let seconds = Gen<Int64>.any(in: floor(range.lowerBound)...floor(range.upperBound))
    return Gen(label: .group) { source throws(Discard) in
      let whole = try source.draw(seconds)
      let unit = units[try source.index(below: units.count)]
      let part = try source.integer(Domain(0, unit.count - 1, towards: 0))
      let duration = Duration(secondsComponent: whole, attosecondsComponent: Int64(part) * unit.attoseconds)
      return min(max(duration, range.lowerBound), range.upperBound)
    }
  }

  /// How many of a unit make a second, and how long it is; the first has no part of a second at all.
  private static var units: [(count: UInt64, attoseconds: Int64)] {
    [
      (1, 0), (1_000, 1_000_000_000_000_000), (1_000_000, 1_000_000_000_000), (1_000_000_000, 1_000_000_000),
      (1_000_000_000_000_000_000, 1),
    ]
  }

  private static func floor(_ duration: Duration) -> Int64 {
    let (seconds, rest) = duration.components
    return rest < 0 ? seconds - 1 : seconds
  }
}
