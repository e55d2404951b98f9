extension Gen where Value == Schedule {
  private static var fewest: Int { 4 }
  private static var most: Int { 48 }
  private static var others: Int { 8 }
  /// The last point at which a preemption may be, and how often.
  private static var horizons: [(weight: Int, last: UInt64)] {
    [(4, 3), (6, 7), (6, 15), (4, 31), (3, 63), (2, 127), (1, 511), (1, 4_095)]
  }

  /// A schedule: mostly few preemptions, within the first 4, 8, 16 … 4,096 points; now and then many.
  /// Shrinks to fewer preemptions, then to earlier ones.
  public static var schedule: Gen {
    let horizons = horizons
    let total = horizons.reduce(0) { $0 + $1.weight }
    return Gen { source throws(Discard) in
      let isFew = try source.index(weights: [3, 1], total: 4) == 0
      let horizon = horizons[try source.index(weights: horizons.map(\.weight), total: total)]
      let domain = Domain(0, horizon.last, towards: 0)
      let preemption = Gen<Schedule.Preemption>(label: .group) { source throws(Discard) in
        let point = try source.integer(domain)
        return Schedule.Preemption(at: Int(point), other: try source.index(below: Self.others))
      }
      let count = 0...(isFew ? Self.fewest : Self.most)
      return Schedule(try source.draw(Gen<[Schedule.Preemption]>.array(of: preemption, count: count)))
    }
  }
}
