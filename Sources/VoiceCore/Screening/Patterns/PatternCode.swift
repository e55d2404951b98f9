/// A pattern as steps of a machine that is in many places at once (Thompson's construction): what a text scalar is
/// compared with, where the machine forks, where it must stand.
struct PatternCode: Sendable {
  enum Step: Sendable {
    case scalar(UInt32)
    case set(ScalarSet)
    case place(PatternPlace)
    case fork(Int, Int)
    case jump(Int)
    case found
  }

  private(set) var steps: [Step] = []

  /// - Throws: `.tooComplex` as soon as there are more steps than a pattern may have.
  init(_ node: PatternNode) throws(PatternFault) {
    try add(node)
    try emit(.found)
  }

  private mutating func emit(_ step: Step) throws(PatternFault) {
    guard steps.count < SpamPattern.maximumSize else { throw PatternFault(.tooComplex, at: 1) }
    steps.append(step)
  }

  private mutating func add(_ node: PatternNode) throws(PatternFault) {
    switch node {
    case .nothing: break
    case .scalar(let value): try emit(.scalar(value))
    case .set(let set): try emit(.set(set))
    case .place(let place): try emit(.place(place))
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .choice(let branches): try add(choice: branches[...])
    case .repeated(let node, let least, let most): try add(node, least: least, most: most)
    }
  }

  private mutating func add(choice branches: ArraySlice<PatternNode>) throws(PatternFault) {
    guard let first = branches.first else { return }
    guard branches.count > 1 else { return try add(first) }
    let fork = steps.count
    try emit(.fork(fork + 1, 0))
    try add(first)
    let jump = steps.count
    try emit(.jump(0))
    steps[fork] = .fork(fork + 1, steps.count)
    try add(choice: branches.dropFirst())
    steps[jump] = .jump(steps.count)
  }

  private mutating func add(_ node: PatternNode, least: Int, most: Int?) throws(PatternFault) {
    for _ in 0..<least { try add(node) }
    guard let most else {
      let fork = steps.count
      try emit(.fork(fork + 1, 0))
      try add(node)
      try emit(.jump(fork))
      steps[fork] = .fork(fork + 1, steps.count)
      return
    }
    var forks: [Int] = []
    for _ in least..<max(most, least) {
      forks.append(steps.count)
      try emit(.fork(steps.count + 1, 0))
      try add(node)
    }
    for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
  }
}
