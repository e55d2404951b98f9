import MediaBridge

extension Benchmark {
  /// How loud one 20 ms frame is, straight from its text.
  public static let level = Benchmark(
    "level", operation: "measure the level of one 20 ms frame", operationsPerSample: 20_000
  ) { count in
    let chunk = AudioChunk(muLaw: (0..<AudioChunk.bytesPerFrame).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    var windows = 0
    for _ in 0..<count { Level.forEachWindow(of: chunk) { windows += $0.samples == 0 ? 0 : 1 } }
    if windows != count { throw Unexpected() }
  }
}
