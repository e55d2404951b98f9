/// How many branches the trees of one recursive generator may still have, all subtrees together.
struct TreeBudget {
  /// What the generator allows: the same for every case, so that a recorded case reads as it was made.
  var allowed = 0
  /// What chance asked for in this case.
  var planned = 0

  var isPossible: Bool { allowed > 0 }

  mutating func spend() {
    allowed -= 1
    planned -= 1
  }
}
