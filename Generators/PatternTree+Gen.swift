public import PropertyTesting

extension Gen where Value == PatternTree {
  /// Patterns of few letters, some of them such that machines which try one way after the other take time without end.
  /// Shrinks to one letter.
  public static var patternTree: Gen { .weighted([(4, tree(depth: 3)), (1, .catastrophicPattern)]) }

  /// Repetitions of repetitions, and branches that are alike.
  public static var catastrophicPattern: Gen {
    let letter = PatternTree.literal("e")
    let star = PatternTree.repeated(letter, 0, nil)
    let behind = PatternTree.literal("q")
    return .element(of: [
      .sequence([.repeated(star, 0, nil), behind]),
      .sequence([.repeated(.choice([letter, letter]), 0, nil), behind]),
      .sequence([.repeated(.repeated(letter, 1, nil), 1, nil), behind]),
      .sequence([.repeated(.any, 0, nil), .repeated(.any, 0, nil), .repeated(.any, 0, nil), behind]),
      .sequence([.repeated(letter, 0, 20), .repeated(letter, 20, 20), behind]),
    ])
  }

  private static func tree(depth: Int) -> Gen {
    let leaf = Gen.oneOf([
      Gen<Character>.element(of: ["e", "p", "r", "i", "z", "1", "5", " ", "+"]).map(PatternTree.literal),
      .element(of: [.any, .early, .notLetter, .start, .end, .wordEdge]),
    ])
    guard depth > 0 else { return leaf }
    let inner = tree(depth: depth - 1)
    return .weighted([
      (2, leaf), (3, Gen<[PatternTree]>.array(of: inner, count: 1...3).map(PatternTree.sequence)),
      (1, Gen<[PatternTree]>.array(of: inner, count: 1...2).map(PatternTree.choice)), (2, repetition(of: inner)),
    ])
  }

  private static func repetition(of inner: Gen) -> Gen {
    gen { source throws(Discard) in
      let part = try source.draw(inner)
      let least = try source.draw(.int(0...2))
      let more = try source.draw(.optional(.int(0...2)))
      return .repeated(part, least, more.map { least + $0 })
    }
  }
}
