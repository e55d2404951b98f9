/// Finds which keywords occur in a text: a tree of words, walked from each word of the text.
struct KeywordIndex: Sendable {
  /// Each word's number.
  private var numbers: [String: Int32] = [:]
  /// The node to which a word leads from the root; -1 where no keyword begins with it.
  private var roots: [Int32] = []
  /// From a node by a word: node in the upper half, word in the lower.
  private var branches: [UInt64: Int32] = [:]
  /// The first rule whose keyword ends at a node, or -1; and after each the next one.
  private var ends: [Int32] = []
  private var siblings: [Int32: Int32] = [:]

  var isEmpty: Bool { ends.isEmpty }

  init(_ keywords: [(keyword: Keyword, rule: Int32)]) {
    numbers.reserveCapacity(keywords.count)
    roots.reserveCapacity(keywords.count)
    ends.reserveCapacity(keywords.count)
    for (keyword, rule) in keywords { add(keyword, rule) }
  }

  private mutating func add(_ keyword: Keyword, _ rule: Int32) {
    // Folded anew: how words fold may have changed since the keyword was stored.
    let words = FoldedText(keyword.text).words.map { number(of: $0) }
    guard let first = words.first else { return }
    if roots[Int(first)] < 0 { roots[Int(first)] = newNode() }
    var node = roots[Int(first)]
    for word in words.dropFirst() {
      let branch = UInt64(node) << 32 | UInt64(word)
      if let next = branches[branch] {
        node = next
      } else {
        let next = newNode()
        branches[branch] = next
        node = next
      }
    }
    if ends[Int(node)] >= 0 { siblings[rule] = ends[Int(node)] }
    ends[Int(node)] = rule
  }

  private mutating func number(of word: String) -> Int32 {
    if let number = numbers[word] { return number }
    let number = Int32(roots.count)
    numbers[word] = number
    roots.append(-1)
    return number
  }

  private mutating func newNode() -> Int32 {
    ends.append(-1)
    return Int32(ends.count - 1)
  }

  func find(in words: [String], _ matched: inout [Int32]) {
    let known = words.map { numbers[$0] ?? -1 }
    for start in known.indices where known[start] >= 0 {
      var node = roots[Int(known[start])]
      var place = start + 1
      while node >= 0 {
        var rule = ends[Int(node)]
        while rule >= 0 {
          matched.append(rule)
          rule = siblings[rule] ?? -1
        }
        guard place < known.count, known[place] >= 0 else { break }
        node = branches[UInt64(node) << 32 | UInt64(known[place])] ?? -1
        place += 1
      }
    }
  }
}
