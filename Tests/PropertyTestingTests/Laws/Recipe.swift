import PropertyTesting

/// A generator described by a value, so that generators can be generated, and what they make be judged by rules that are
/// written down a second time.
indirect enum Recipe: Sendable {
  case number(ClosedRange<Int>, towards: Int)
  case flag(percent: Int)
  case real(ClosedRange<Int>)
  case text(String, ClosedRange<Int>)
  case permutation(Int)
  case subset(Int)
  case list(Recipe, ClosedRange<Int>)
  case set(Recipe, most: Int)
  case dictionary(Recipe, Recipe, most: Int)
  case optional(Recipe)
  case oneOf([Recipe])
  case weighted([Int], [Recipe])
  case pair(Recipe, Recipe)
  case mapped(Recipe)
  case filtered(Recipe)
  /// A length by `flatMap`, then so many.
  case counted(most: Int, Recipe)
  /// A user's own loop: a length, then so many.
  case loop(most: Int, Recipe)
  /// A user's own loop: one more while a flag says so.
  case whileLoop(most: Int, Recipe)
  case tree(Recipe)

  static let treeDepth = 3
  static let treeBranches = 6

  var generator: Gen<Thing> {
    switch self {
    case .number(let range, let target): Gen<Int>.int(range, towards: target).map(Thing.number)
    case .flag(let percent): Gen<Bool>.bool(probability: Double(percent) / 100).map(Thing.flag)
    case .real(let range):
      Gen<Double>.double(in: Double(range.lowerBound)...Double(range.upperBound)).map { .real($0.bitPattern) }
    case .text(let alphabet, let count): Gen<String>.string(alphabet: alphabet, count: count).map(Thing.text)
    case .permutation(let count): Gen<[Int]>.permutation(of: Array(0..<count)).map(Self.numbers)
    case .subset(let count): Gen<[Int]>.subset(of: Array(0..<count)).map(Self.numbers)
    case .list(let element, let count): Gen<[Thing]>.array(of: element.generator, count: count).map(Thing.list)
    case .set(let element, let most):
      Gen<Set<Thing>>.set(of: element.generator, count: 0...most).map { .list($0.sorted { $0.text < $1.text }) }
    case .dictionary(let key, let value, let most):
      Gen<[Thing: Thing]>.dictionary(keys: key.generator, values: value.generator, count: 0...most).map { entries in
        .list(entries.sorted { $0.key.text < $1.key.text }.map { .pair($0.key, $0.value) })
      }
    case .optional(let wrapped):
      Gen<Thing?>.optional(wrapped.generator).map { $0.map { .chosen(1, $0) } ?? .nothing }
    case .oneOf(let recipes): .oneOf(Self.numbered(recipes))
    case .weighted(let weights, let recipes): .weighted(Array(zip(weights, Self.numbered(recipes))))
    case .pair(let first, let second): zip(first.generator, second.generator).map { .pair($0, $1) }
    case .mapped(let recipe): recipe.generator.map { .chosen(0, $0) }
    case .filtered(let recipe): recipe.generator.filter("one of four") { !Self.isFilteredOut($0) }
    case .counted(let most, let recipe):
      Gen<Int>.int(0...most).flatMap { count in
        Gen<[Thing]>.array(of: recipe.generator, count: count).map(Thing.list)
      }
    case .loop(let most, let recipe):
      gen { source in
        var things: [Thing] = []
        for _ in 0..<(try source.draw(.int(0...most))) { things.append(try source.draw(recipe.generator)) }
        return .list(things)
      }
    case .whileLoop(let most, let recipe):
      gen { source in
        var things: [Thing] = []
        while things.count < most, try source.draw(.bool(probability: 0.7)) {
          things.append(try source.draw(recipe.generator))
        }
        return .list(things)
      }
    case .tree(let leaf):
      .recursive(depth: Self.treeDepth, nodes: Self.treeBranches, leaf: leaf.generator.map { .chosen(0, $0) }) {
        smaller in zip(smaller, smaller).map { .pair($0, $1) }
      }
    }
  }

  static func isFilteredOut(_ thing: Thing) -> Bool { thing.hash >> 9 & 3 == 0 }

  @Sendable
  private static func numbers(_ numbers: [Int]) -> Thing { .list(numbers.map(Thing.number)) }

  private static func numbered(_ recipes: [Recipe]) -> [Gen<Thing>] {
    recipes.enumerated().map { place, recipe in recipe.generator.map { .chosen(place, $0) } }
  }
}
