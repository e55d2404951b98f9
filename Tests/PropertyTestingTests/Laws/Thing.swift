/// A value of any shape that a ``Recipe`` makes. Reals are held by their bits, so that zero and minus zero differ.
indirect enum Thing: Hashable, Sendable {
  case number(Int)
  case flag(Bool)
  case real(UInt64)
  case text(String)
  case list([Thing])
  case pair(Thing, Thing)
  case chosen(Int, Thing)
  case nothing

  /// The same in every process.
  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .real(let bits): "r\(String(bits, radix: 16))"
    case .text(let text): "\"\(text)\""
    case .list(let things): "[" + things.map(\.text).joined(separator: ",") + "]"
    case .pair(let first, let second): "(\(first.text),\(second.text))"
    case .chosen(let place, let thing): "\(place):\(thing.text)"
    case .nothing: "-"
    }
  }

  var hash: UInt64 { Hashing.of(text) }

  /// What is in it, without what holds it together.
  var leaves: [Thing] {
    switch self {
    case .number, .flag, .real, .text: [self]
    case .list(let things): things.flatMap(\.leaves)
    case .pair(let first, let second): first.leaves + second.leaves
    case .chosen(_, let thing): thing.leaves
    case .nothing: []
    }
  }
}

/// FNV-1a: the same in every process, as the library's is, but written once more so that one cannot hide the other.
enum Hashing {
  static func of(_ text: String) -> UInt64 {
    text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}
