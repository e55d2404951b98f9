import PropertyTesting

extension Gen where Value == Recipe {
  /// Generators of all kinds, of one part or of several.
  static var recipe: Gen {
    recursive(depth: 3, nodes: 5, leaf: leaf) { smaller in
      oneOf([
        zip(smaller, lengths).map { .list($0, $1) }, smaller.map(Recipe.optional), smaller.map(Recipe.mapped),
        zip(smaller, smaller).map { .pair($0, $1) }, few(smaller).map(Recipe.oneOf), weighted(smaller),
        zip(.int(0...6), smaller).map { .counted(most: $0, $1) }, zip(.int(0...6), smaller).map { .loop(most: $0, $1) },
        zip(.int(0...6), smaller).map { .whileLoop(most: $0, $1) }, smaller.map(Recipe.filtered),
        zip(smaller, .int(0...6)).map { .set($0, most: $1) },
        zip(smaller, smaller, .int(0...4)).map { .dictionary($0, $1, most: $2) }, smaller.map(Recipe.tree),
      ])
    }
  }

  private static var leaf: Gen {
    oneOf([
      number, Gen<Int>.int(0...100).map(Recipe.flag),
      Gen<ClosedRange<Int>>.closedRange(within: -1_000...1_000).map(Recipe.real),
      zip(.element(of: ["a", "ab", "abcdefgh", "0123456789"]), lengths).map { .text($0, $1) },
      Gen<Int>.int(1...6).map(Recipe.permutation), Gen<Int>.int(0...6).map(Recipe.subset),
    ])
  }

  private static var number: Gen {
    gen { source in
      let small = try source.draw(Gen<ClosedRange<Int>>.closedRange(within: -2_000...2_000))
      let range = try source.draw(Gen<ClosedRange<Int>>.element(of: [small, small, 0...(.max), .min ... .max]))
      return .number(range, towards: try source.draw(.int(range)))
    }
  }

  private static var lengths: Gen<ClosedRange<Int>> { Gen<ClosedRange<Int>>.closedRange(within: 0...6) }

  private static func few(_ recipe: Gen) -> Gen<[Recipe]> { Gen<[Recipe]>.array(of: recipe, count: 1...3) }

  private static func weighted(_ recipe: Gen) -> Gen {
    few(recipe).flatMap { recipes in
      Gen<[Int]>.array(of: .int(1...9), count: recipes.count).map { .weighted($0, recipes) }
    }
  }
}
