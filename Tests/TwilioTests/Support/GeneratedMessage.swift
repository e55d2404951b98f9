/// Media messages in every spelling that JSON allows, and damage to them.
enum GeneratedMessage {
  static func text(using chance: inout SplitMix) -> String {
    var inner = [
      "\"payload\":" + space(&chance) + "\"\(payload(&chance))\"",
      "\"track\":\"\(pick(["inbound", "inbound", "inbound", "outbound"], &chance))\"",
      "\"chunk\":\(counter(&chance))", "\"timestamp\":\(counter(&chance))", extra(&chance),
    ]
    inner.removeAll { _ in UInt8.random(in: 0..<12, using: &chance) == 0 }
    inner.shuffle(using: &chance)
    var outer = [
      "\"event\":\"\(pick(["media", "media", "media", "media", "mark", "x"], &chance))\"",
      "\"streamSid\":" + pick(["\"MZ1\"", "\"MZ1\"", "\"M\\u005a1\"", "null"], &chance),
      "\"sequenceNumber\":\(counter(&chance))",
      "\"media\"" + space(&chance) + ":{" + inner.joined(separator: space(&chance) + "," + space(&chance)) + "}",
      extra(&chance),
    ]
    outer.removeAll { _ in UInt8.random(in: 0..<20, using: &chance) == 0 }
    outer.shuffle(using: &chance)
    return space(&chance) + "{" + space(&chance) + outer.joined(separator: "," + space(&chance)) + "}" + space(&chance)
  }

  /// Cuts, changes, adds or swaps a byte.
  static func damage(_ bytes: inout [UInt8], using chance: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let position = Int.random(in: 0..<bytes.count, using: &chance)
    let byte = pick(Array("{}[]\":,\\0123 eE+-./nul=A\u{0}\u{1}\u{7F}".utf8) + [0xC3, 0x80, 0xFF], &chance)
    switch UInt8.random(in: 0..<5, using: &chance) {
    case 0: bytes.remove(at: position)
    case 1: bytes[position] = byte
    case 2: bytes.insert(byte, at: position)
    case 3: bytes.swapAt(position, Int.random(in: 0..<bytes.count, using: &chance))
    default: bytes.removeLast(min(bytes.count, Int.random(in: 1...3, using: &chance)))
    }
  }

  private static func payload(_ chance: inout SplitMix) -> String {
    pick(
      ["", "AA==", "AAA=", "////", "QUJDQUJD", "\\/\\/8=", "A", "%%%%", String(repeating: "+/+/", count: 54)], &chance)
  }

  private static func counter(_ chance: inout SplitMix) -> String {
    pick(
      [
        "\"20\"", "\"0\"", "40", "0", "\"007\"", "007", "00", "-0", "12345678901234567", "\"1234567890123456\"",
        "1234567890123456", "1.0", "-1", "\"-1\"",
        "\"\"",
      ], &chance)
  }

  private static func extra(_ chance: inout SplitMix) -> String {
    pick(
      [
        "\"x\":\"y\"", "\"x\":[1,2]", "\"x\":null", "\"x\":{\"payload\":1}", "\"\\\"\":true", "\"é\":\"ü\"",
        "\"x\":1e3",
      ], &chance)
  }

  private static func space(_ chance: inout SplitMix) -> String { pick(["", "", " ", "\n", "\t", "\r\n"], &chance) }

  private static func pick<Item>(_ items: [Item], _ chance: inout SplitMix) -> Item {
    items[Int.random(in: 0..<items.count, using: &chance)]
  }
}
