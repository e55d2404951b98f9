/// Reads a pattern: a subset of regular expressions that can be matched in time proportional to the text.
///
/// Known are literals, `.`, classes (`[a-z]`, `[^…]`, `\d \w \s` and their opposites), groups, `|`, `* + ?`, `{m,n}`,
/// `^`, `$`, `\b`, `\B`. Letters fold as the text does, so case, accents and width don't count.
struct PatternParser {
  /// Groups inside each other.
  static let maximumDepth = 16
  /// The largest number in `{m,n}`.
  static let maximumRepetitions = 100
  /// Scalars of a range in brackets that are folded one by one; larger ranges stand as they are written.
  private static let maximumFoldedRange: UInt32 = 1024

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  static func parse(_ text: String) throws(PatternFault) -> PatternNode {
    guard !text.isEmpty else { throw PatternFault(.empty, at: 1) }
    guard text.unicodeScalars.count <= SpamPattern.maximumLength else {
      throw PatternFault(.tooLong, at: SpamPattern.maximumLength + 1)
    }
    var parser = PatternParser(text)
    let node = try parser.choice()
    // Only a parenthesis ends a choice early.
    guard parser.index == parser.scalars.count else { throw PatternFault(.unopenedGroup, at: parser.index + 1) }
    guard !node.isNullable else { throw PatternFault(.matchesNothing, at: 1) }
    return node
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func choice() throws(PatternFault) -> PatternNode {
    var branches = [try sequence()]
    while next == "|" {
      index += 1
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternFault) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let node = try repetition(of: try atom())
      if node != .nothing { nodes.append(node) }
    }
    return nodes.isEmpty ? .nothing : nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repetition(of atom: PatternNode) throws(PatternFault) -> PatternNode {
    var node = atom
    while let scalar = next {
      let bounds: (Int, Int?)
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{": bounds = try counts()
      default: return node
      }
      index += 1
      // Lazy or greedy is all the same where only the fact of a match counts.
      if next == "?", scalar != "?" { index += 1 }
      if node != .nothing { node = .repeated(node, bounds.0, bounds.1) }
      if bounds.1 == 0 { node = .nothing }
    }
    return node
  }

  /// Reads `{m}`, `{m,}`, `{m,n}` up to the brace at the end.
  private mutating func counts() throws(PatternFault) -> (Int, Int?) {
    let place = index + 1
    index += 1
    guard let least = try number() else { throw PatternFault(.badRepetition, at: place) }
    var most: Int? = least
    if next == "," {
      index += 1
      most = try number()
    }
    guard next == "}", most.map({ $0 >= least }) ?? true else { throw PatternFault(.badRepetition, at: place) }
    return (least, most)
  }

  private mutating func number() throws(PatternFault) -> Int? {
    let place = index + 1
    var number: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      number = (number ?? 0) * 10 + Int(scalar.value - 0x30)
      guard number ?? 0 <= Self.maximumRepetitions else { throw PatternFault(.repetitionTooLarge, at: place) }
      index += 1
    }
    return number
  }

  private mutating func atom() throws(PatternFault) -> PatternNode {
    let place = index + 1
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "(": return try group(at: place)
    case "[": return .set(try bracket(at: place))
    case ".": return .set(ScalarSet([0...ScalarSet.last]))
    case "^": return .place(.start)
    case "$": return .place(.end)
    case "*", "+", "?", "{": throw PatternFault(.nothingToRepeat, at: place)
    case "\\": return try escape(at: place)
    default: return literal(scalar)
    }
  }

  private mutating func group(at place: Int) throws(PatternFault) -> PatternNode {
    if next == "?" {
      guard index + 1 < scalars.count, scalars[index + 1] == ":" else { throw PatternFault(.unsupported, at: place) }
      index += 2
    }
    depth += 1
    guard depth <= Self.maximumDepth else { throw PatternFault(.tooDeep, at: place) }
    let node = try choice()
    depth -= 1
    guard next == ")" else { throw PatternFault(.unclosedGroup, at: place) }
    index += 1
    return node
  }

  private mutating func escape(at place: Int) throws(PatternFault) -> PatternNode {
    guard let scalar = next else { throw PatternFault(.danglingEscape, at: place) }
    index += 1
    switch scalar {
    case "b": return .place(.wordEdge)
    case "B": return .place(.noWordEdge)
    case "1"..."9", "k": throw PatternFault(.unsupported, at: place)
    default: break
    }
    if let set = Self.named(scalar) { return .set(set) }
    return literal(try Self.escaped(scalar, at: place))
  }

  /// The sets with a letter of their own.
  private static func named(_ scalar: Unicode.Scalar) -> ScalarSet? {
    switch scalar {
    case "d": .digits
    case "D": ScalarSet.digits.complement
    case "w": .words
    case "W": ScalarSet.words.complement
    case "s": .spaces
    case "S": ScalarSet.spaces.complement
    default: nil
    }
  }

  /// What stands for itself behind a backslash: signs, never letters and digits.
  private static func escaped(_ scalar: Unicode.Scalar, at place: Int) throws(PatternFault) -> Unicode.Scalar {
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    default:
      guard !WordScalars.contains(scalar) else { throw PatternFault(.unknownEscape, at: place) }
      return scalar
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    var folded: [UInt32] = []
    ScalarFolding.fold(scalar, into: &folded)
    return switch folded.count {
    case 0: .nothing
    case 1: .scalar(folded[0])
    default: .sequence(folded.map(PatternNode.scalar))
    }
  }

  // MARK: Brackets

  private mutating func bracket(at place: Int) throws(PatternFault) -> ScalarSet {
    let isComplement = next == "^"
    if isComplement { index += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    while let scalar = next, scalar != "]" {
      let from = index + 1
      index += 1
      if scalar == "[" { throw PatternFault(.notInClass, at: from) }
      if scalar == "\\", let letter = next, let set = Self.named(letter) {
        index += 1
        ranges += set.ranges
        continue
      }
      let first = try member(scalar, at: from)
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        ranges += try Self.folded(first.value...first.value, at: from)
        continue
      }
      index += 2
      let last = try member(scalars[index - 1], at: index)
      guard first.value <= last.value else { throw PatternFault(.badRange, at: from) }
      ranges += try Self.folded(first.value...last.value, at: from)
    }
    guard next == "]" else { throw PatternFault(.unclosedClass, at: place) }
    index += 1
    guard !ranges.isEmpty else { throw PatternFault(.emptyClass, at: place) }
    return isComplement ? ScalarSet(ranges).complement : ScalarSet(ranges)
  }

  /// One member of a class, whose first scalar is read.
  private mutating func member(_ scalar: Unicode.Scalar, at place: Int) throws(PatternFault) -> Unicode.Scalar {
    guard scalar == "\\" else { return scalar }
    guard let behind = next else { throw PatternFault(.danglingEscape, at: place) }
    index += 1
    return try Self.escaped(behind, at: place)
  }

  private static func folded(
    _ range: ClosedRange<UInt32>, at place: Int
  ) throws(PatternFault) -> [ClosedRange<UInt32>] {
    guard range.upperBound - range.lowerBound < maximumFoldedRange else { return [range] }
    var ranges: [ClosedRange<UInt32>] = []
    for scalar in range.lazy.compactMap({ Unicode.Scalar($0) }) {
      var folded: [UInt32] = []
      ScalarFolding.fold(scalar, into: &folded)
      guard folded.count <= 1 else { throw PatternFault(.notInClass, at: place) }
      ranges += folded.map { $0...$0 }
    }
    return ranges
  }
}

extension ScalarSet {
  static let digits = ScalarSet([0x30...0x39])
  /// Letters and digits of ASCII, `_`, and every letter, digit and mark beyond.
  static let words = ScalarSet([0x30...0x39, 0x5F...0x5F, 0x61...0x7A] + wordsBeyondASCII)
  static let spaces = ScalarSet([0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x2000...0x200A, 0x2028...0x2029])

  private static let wordsBeyondASCII: [ClosedRange<UInt32>] = {
    var ranges: [ClosedRange<UInt32>] = []
    var start: UInt32?
    for value in UInt32(0x80)...0x323AF {
      let isIn = Unicode.Scalar(value).map(WordScalars.contains) ?? false
      if isIn, start == nil { start = value }
      if !isIn, let from = start {
        ranges.append(from...(value - 1))
        start = nil
      }
    }
    return ranges
  }()
}
