extension Gen {
  /// Values that contain values of their own kind: `leaf`, or what `branch` makes with a generator of smaller ones, at
  /// most `depth` levels of them and `nodes` branches in the whole tree. Chance plans how many branches a tree gets, up to
  /// all of them, so that trees neither explode nor die. Where only a leaf fits, the choice is made as well, so that a
  /// part moved elsewhere reads the same. Shrinks to a leaf, or to one of the tree's own parts.
  public static func recursive(
    depth: Int = 5, nodes: Int = 64, leaf: Gen, fileID: StaticString = #fileID, line: UInt = #line,
    column: UInt = #column, branch: @escaping @Sendable (_ smaller: Gen) -> Gen
  ) -> Gen {
    precondition(depth >= 0 && nodes >= 0, "a tree has no fewer than 0 levels and branches")
    let tree = level(depth, Label(fileID, line, column), leaf, branch)
    return Gen(label: .group) { source throws(Discard) in
      let outer = source.treeBudget
      source.treeBudget = TreeBudget(allowed: nodes, planned: source.plannedLength(0...nodes))
      defer { source.treeBudget = outer }
      return try source.draw(tree)
    }
  }

  private static func level(
    _ depth: Int, _ label: Label, _ leaf: Gen, _ branch: @escaping @Sendable (Gen) -> Gen
  ) -> Gen {
    Gen(label: label) { source throws(Discard) in
      // A branch of two keeps growing on the average while more than half of its parts branch.
      let chance = source.treeBudget.planned > 0 ? 0.7 : 0
      guard try source.flag(chance: chance, possible: depth > 0 && source.treeBudget.isPossible) else {
        return try source.draw(leaf)
      }
      source.treeBudget.spend()
      return try source.draw(branch(level(depth - 1, label, leaf, branch)))
    }
  }
}
