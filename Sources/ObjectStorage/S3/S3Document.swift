/// As much of XML 1.0 as a store's answers are made of: elements and text. Attributes, comments and instructions are passed over.
struct S3Document: Equatable, Sendable {
  /// Elements within elements; an answer has four.
  private static let maximumDepth = 16

  /// An element without elements of its own, by its name and that of the one around it.
  private struct Leaf: Equatable, Sendable {
    let name: String
    let parent: String
    let text: String
  }

  /// The name of the outermost element.
  let root: String
  private let leaves: [Leaf]

  /// Reads a document; `nil` for what is none.
  init?(_ bytes: [UInt8]) {
    var root: String?
    var leaves: [Leaf] = []
    var open: [String] = []
    var text: [UInt8]? = nil
    var rest = bytes[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "<")) {
      text? += rest[..<mark]
      guard let end = rest[mark...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
      let tag = rest[rest.index(after: mark)..<end]
      rest = rest[rest.index(after: end)...]
      switch tag.first {
      case UInt8(ascii: "?")?, UInt8(ascii: "!")?: continue
      case UInt8(ascii: "/")?:
        guard let name = open.popLast(), tag.dropFirst().elementsEqual(name.utf8) else { return nil }
        if let text {
          guard let plain = Self.plain(text) else { return nil }
          leaves.append(Leaf(name: name, parent: open.last ?? name, text: plain))
        }
        text = nil
      default:
        let isEmpty = tag.last == UInt8(ascii: "/")
        let name = String(decoding: tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }, as: UTF8.self)
        guard !name.isEmpty, open.count < Self.maximumDepth, root == nil || !open.isEmpty else { return nil }
        root = root ?? name
        text = isEmpty ? nil : []
        if !isEmpty { open.append(name) }
      }
    }
    guard open.isEmpty, let root else { return nil }
    self.root = root
    self.leaves = leaves
  }

  /// The texts of the elements of that name which stand right in one of the other name, in order.
  func texts(of name: String, in parent: String) -> [String] {
    leaves.filter { $0.name == name && $0.parent == parent }.map(\.text)
  }

  /// The text without references; `nil` for references that XML doesn't have by itself.
  private static func plain(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var plain = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      plain += rest[..<mark]
      guard let end = rest[mark...].firstIndex(of: ";") else { return nil }
      let name = rest[rest.index(after: mark)..<end]
      guard let character = character(name) else { return nil }
      plain.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return plain + rest
  }

  private static func character(_ name: Substring) -> Character? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      (name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil)
        .flatMap { Unicode.Scalar($0) }.map { Character($0) }
    }
  }
}
