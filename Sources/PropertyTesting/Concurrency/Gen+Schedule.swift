extension Gen where Value == Schedule {
  private static var fewest: Int { 4 }
  private static var most: Int { 48 }
  private static var others: Int { 8 }
  private static var horizons: [(Int, Int)] {
    [(4, 4), (6, 8), (6, 16), (4, 32), (3, 64), (2, 128), (1, 512), (1, 4_096)]
  }

  /// A schedule: mostly few preemptions, within the first 4, 8, 16 … 4,096 points; now and then many.
  /// Shrinks to fewer preemptions, then to earlier ones.
  public static var schedule: Gen {
    Gen { source throws(Discard) in
      let few = try source.index(weights: [3, 1], total: 4) == 0
      let horizons = Self.horizons
      let horizon = try source.index(weights: horizons.map(\.0), total: horizons.reduce(0) { $0 + $1.0 })
      let points = UInt64(horizons[horizon].1 - 1)
      let preemption = Gen<Schedule.Preemption> { source throws(Discard) in
        // Drawn evenly: the program's first points are no likelier to be the interesting ones.
        let point = try source.index(below: Int(points) + 1)
        return Schedule.Preemption(at: point, other: try source.index(below: Self.others))
      }
      return Schedule(
        try source.draw(Gen<[Schedule.Preemption]>.array(of: preemption, count: 0...(few ? Self.fewest : Self.most))))
    }
  }
}
