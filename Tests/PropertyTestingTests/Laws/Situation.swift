import PropertyTesting

/// Two bugs to tell apart.
struct FirstBug: Error {}
struct SecondBug: Error {}

/// A law for things of any shape that does not hold, now and then or always.
enum Demand: Sendable {
  case never
  /// Fails for one of so many things, as chance has it.
  case hash(UInt64)
  /// Fails for that many leaves.
  case fewer(Int)
  /// Fails where a number is at least this.
  case below(Int)
  /// Fails where a leaf comes twice.
  case distinct
  /// Two bugs, one more frequent.
  case twoBugs(UInt64, Int)

  func judge(_ thing: Thing) throws {
    switch self {
    case .never: throw FirstBug()
    case .hash(let modulus): if thing.hash >> 11 % modulus == 0 { throw FirstBug() }
    case .fewer(let count): if thing.leaves.count >= count { throw FirstBug() }
    case .below(let limit):
      for case .number(let number) in thing.leaves where number >= limit { throw FirstBug() }
    case .distinct: if Set(thing.leaves).count < thing.leaves.count { throw FirstBug() }
    case .twoBugs(let modulus, let count):
      if thing.leaves.count >= count { throw SecondBug() }
      if thing.hash >> 11 % modulus == 0 { throw FirstBug() }
    }
  }

  /// The bug that `thing` shows.
  func bug(in thing: Thing) -> String? {
    do {
      try judge(thing)
      return nil
    } catch {
      return String(reflecting: type(of: error))
    }
  }
}

/// A generator, a law, and a seed to try it with.
struct Situation: Sendable {
  let recipe: Recipe
  let demand: Demand
  let seed: UInt64

  func property(_ see: @escaping @Sendable (Thing) -> Void = { _ in }) -> Property {
    let demand = demand
    return Property("situation", for: recipe.generator) { thing in
      see(thing)
      try demand.judge(thing)
    }
  }

  func settings(shrinking evaluations: Int) -> RunSettings {
    RunSettings(
      cases: 40, seed: seed, maximumShrinkEvaluations: evaluations, caseLimit: nil, maximumOthers: 0)
  }

  func report(shrinking evaluations: Int = 300) async -> Report {
    await check(property(), settings(shrinking: evaluations))
  }
}

extension Gen where Value == Situation {
  static var situation: Gen {
    let demand = Gen<Demand>.weighted([
      (1, .just(.never)), (4, Gen<UInt64>.any(in: 1...6).map(Demand.hash)), (3, Gen<Int>.int(0...8).map(Demand.fewer)),
      (2, Gen<Int>.int(-1_000...1_000).map(Demand.below)), (2, .just(.distinct)),
      (3, zip(Gen<UInt64>.any(in: 1...6), .int(1...8)).map { .twoBugs($0, $1) }),
    ])
    return zip(.recipe, demand, Gen<UInt64>.any(in: 0...1_000)).map {
      Situation(recipe: $0, demand: $1, seed: $2)
    }
  }
}

extension Report {
  /// The shrunk thing of a situation's failure; `nil` when none was found.
  var thing: Thing? {
    if case .falsified(let found) = outcome { found.value as? Thing } else { nil }
  }
}
