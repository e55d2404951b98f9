import NIOCore

extension Level {
  /// Measures a piece of audio straight from its text, window by window; what is left over is a window of its own. One pass,
  /// no allocation. Text that isn't what its maker promised gives some level, and no harm.
  public static func forEachWindow(of chunk: AudioChunk, _ body: (Level) -> Void) {
    chunk.base64.withUnsafeReadableBytes { text in
      Base64.withDigitValues { values in
        squares.withUnsafeBufferPointer { squares in
          measure(text, chunk.byteCount, values, squares, body)
        }
      }
    }
  }

  private static func measure(
    _ text: UnsafeRawBufferPointer, _ promised: Int, _ values: UnsafeBufferPointer<UInt8>,
    _ squares: UnsafeBufferPointer<Int32>, _ body: (Level) -> Void
  ) {
    var left = min(promised, text.count / 4 * 3)
    var (sum, samples, at) = (0, 0, 0)
    while left > 0 {
      var group: UInt32 = 0
      for offset in 0..<4 { group = group << 6 | UInt32(values[Int(text[at &+ offset])] & 0x3F) }
      at &+= 4
      if left >= 3, samples <= samplesPerWindow - 3 {
        sum &+= Int(squares[Int(group >> 16 & 0xFF)]) &+ Int(squares[Int(group >> 8 & 0xFF)])
        sum &+= Int(squares[Int(group & 0xFF)])
        samples &+= 3
        left &-= 3
        if samples == samplesPerWindow { emit() }
      } else {
        // The end of the window or of the text lies within the group.
        for shift in [UInt32(16), 8, 0].prefix(left) {
          sum &+= Int(squares[Int(group >> shift & 0xFF)])
          samples &+= 1
          left &-= 1
          if samples == samplesPerWindow { emit() }
        }
      }
    }
    if samples > 0 { emit() }

    func emit() {
      body(Level(squares: sum, samples: samples))
      (sum, samples) = (0, 0)
    }
  }

  /// The square of the sample of each code.
  private static let squares: [Int32] = (UInt8.min...UInt8.max).map { code in
    let sample = Int32(MuLaw.decode(code))
    return sample * sample
  }
}
