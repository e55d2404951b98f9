/// A RIFF/WAVE recording of 16-bit mono PCM, as synthesisers write it to a pipe: the sizes in its header may be too large.
struct WaveFile {
  let sampleRateHz: Int
  let samples: [Int16]

  /// Reads a recording; `nil` when it isn't one of this kind.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 12, bytes[0..<4].elementsEqual("RIFF".utf8), bytes[8..<12].elementsEqual("WAVE".utf8) else {
      return nil
    }
    var rate: Int?
    var position = 12
    while position + 8 <= bytes.count {
      let name = bytes[position..<position + 4]
      let size = Int(Self.number(bytes, position + 4, 4))
      let body = position + 8
      if name.elementsEqual("fmt ".utf8), body + 16 <= bytes.count {
        let isPlain = Self.number(bytes, body, 2) == 1 && Self.number(bytes, body + 2, 2) == 1
        guard isPlain, Self.number(bytes, body + 14, 2) == 16 else { return nil }
        rate = Int(Self.number(bytes, body + 4, 4))
      } else if name.elementsEqual("data".utf8) {
        guard let rate, rate > 0 else { return nil }
        let end = min(body + size, bytes.count)
        sampleRateHz = rate
        samples = stride(from: body, to: end - 1, by: 2).map {
          Int16(truncatingIfNeeded: Self.number(bytes, $0, 2))
        }
        return
      }
      position = body + size + size % 2
    }
    return nil
  }

  /// Little-endian, as RIFF has it.
  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32 {
    (0..<count).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
  }
}
