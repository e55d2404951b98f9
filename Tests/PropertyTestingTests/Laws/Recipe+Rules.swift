extension Recipe {
  /// Whether the generator may make `thing`, by rules of its own.
  func allows(_ thing: Thing) -> Bool {
    switch (self, thing) {
    case (.number(let range, _), .number(let number)): range.contains(number)
    case (.flag, .flag): true
    case (.real(let range), .real(let bits)):
      Double(bitPattern: bits) >= Double(range.lowerBound) && Double(bitPattern: bits) <= Double(range.upperBound)
    case (.text(let alphabet, let count), .text(let text)):
      count.contains(text.count) && text.allSatisfy { alphabet.contains($0) }
    case (.permutation(let count), .list(let things)):
      Set(things) == Set((0..<count).map(Thing.number)) && things.count == count
    case (.subset(let count), .list(let things)):
      things == (0..<count).map(Thing.number).filter { things.contains($0) }
    case (.list(let element, let count), .list(let things)):
      count.contains(things.count) && things.allSatisfy(element.allows)
    case (.set(let element, let most), .list(let things)):
      things.count <= most && Set(things).count == things.count && things.allSatisfy(element.allows)
    case (.dictionary(let key, let value, let most), .list(let things)):
      things.count <= most && things.allSatisfy(Recipe.pair(key, value).allows)
    case (.optional, .nothing): true
    case (.optional(let wrapped), .chosen(1, let thing)): wrapped.allows(thing)
    case (.oneOf(let recipes), .chosen(let place, let thing)),
      (.weighted(_, let recipes), .chosen(let place, let thing)):
      recipes.indices.contains(place) && recipes[place].allows(thing)
    case (.pair(let first, let second), .pair(let left, let right)): first.allows(left) && second.allows(right)
    case (.mapped(let recipe), .chosen(0, let thing)): recipe.allows(thing)
    case (.filtered(let recipe), _): recipe.allows(thing) && !Self.isFilteredOut(thing)
    case (.counted(let most, let recipe), .list(let things)), (.loop(let most, let recipe), .list(let things)),
      (.whileLoop(let most, let recipe), .list(let things)):
      things.count <= most && things.allSatisfy(recipe.allows)
    case (.tree(let leaf), _): Self.branches(of: thing, leaf, depth: 0).map { $0 <= Self.treeBranches } ?? false
    default: false
    }
  }

  /// How many branches a tree has; `nil` when it is none, or too deep.
  private static func branches(of thing: Thing, _ leaf: Recipe, depth: Int) -> Int? {
    switch thing {
    case .chosen(0, let thing): return leaf.allows(thing) ? 0 : nil
    case .pair(let left, let right):
      guard depth < treeDepth, let left = branches(of: left, leaf, depth: depth + 1),
        let right = branches(of: right, leaf, depth: depth + 1)
      else { return nil }
      return left + right + 1
    default: return nil
    }
  }

  /// The plain value, all of whose choices are the simplest, with their number; `nil` where the rules here do not tell.
  var plainest: (thing: Thing, choices: Int)? {
    switch self {
    case .number(_, let target): (.number(target), 1)
    case .flag: (.flag(false), 1)
    case .real(let range): (.real(Double(min(max(0, range.lowerBound), range.upperBound)).bitPattern), 1)
    case .text(let alphabet, let count):
      (.text(String(repeating: String(alphabet.prefix(1)), count: count.lowerBound)), Self.choices(count, 1))
    case .permutation(let count): (.list((0..<count).map(Thing.number)), count - 1)
    case .subset(let count): (.list([]), count)
    case .list(let element, let count):
      count.lowerBound == 0
        ? (.list([]), Self.choices(count, 0))
        : element.plainest.map { plain in
          (.list(Array(repeating: plain.thing, count: count.lowerBound)), Self.choices(count, plain.choices))
        }
    case .set(_, let most), .dictionary(_, _, let most): (.list([]), Self.choices(0...most, 0))
    case .counted, .loop: (.list([]), 1)
    case .whileLoop(let most, _): (.list([]), most == 0 ? 0 : 1)
    case .optional: (.nothing, 1)
    case .oneOf(let recipes), .weighted(_, let recipes):
      recipes[0].plainest.map { (.chosen(0, $0.thing), $0.choices + 1) }
    case .pair(let first, let second):
      first.plainest.flatMap { left in
        second.plainest.map { (.pair(left.thing, $0.thing), left.choices + $0.choices) }
      }
    case .mapped(let recipe): recipe.plainest.map { (.chosen(0, $0.thing), $0.choices) }
    case .tree(let recipe): recipe.plainest.map { (.chosen(0, $0.thing), $0.choices + 1) }
    case .filtered(let recipe): recipe.plainest.flatMap { Self.isFilteredOut($0.thing) ? nil : $0 }
    }
  }

  /// The choices of the shortest list: "one more?" before each element and at the end, unless its length is fixed.
  private static func choices(_ count: ClosedRange<Int>, _ element: Int) -> Int {
    count.lowerBound == count.upperBound ? count.lowerBound * element : count.lowerBound * (element + 1) + 1
  }
}
