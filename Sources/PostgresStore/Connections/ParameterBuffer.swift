/// The values of one statement laid out as libpq takes them; kept and filled again for the next.
struct ParameterBuffer {
  private var bytes: [UInt8] = []
  private var places: [Int] = []
  private var lengths: [CInt] = []
  private var formats: [CInt] = []
  private var pointers: [UnsafePointer<CChar>?] = []

  /// Lays the values out and lends them to `body`: pointers (null for NULL), lengths, formats (all binary).
  mutating func lend<Outcome>(
    _ values: [PostgresValue],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?) -> Outcome
  ) -> Outcome {
    fill(values)
    return bytes.withUnsafeBytes { bytes in
      // An empty buffer may have no address, and a null pointer would say NULL.
      let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      for index in places.indices { pointers.append(places[index] < 0 ? nil : base?.advanced(by: places[index])) }
      return pointers.withUnsafeBufferPointer { pointers in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }

  private mutating func fill(_ values: [PostgresValue]) {
    // One byte that belongs to no value, so that there always is an address.
    bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
    bytes.append(0)
    places.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    pointers.removeAll(keepingCapacity: true)
    for value in values {
      let start = bytes.count
      switch value {
      case .null: break
      case .bool(let flag): bytes.append(flag ? 1 : 0)
      case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .bytes(let value): bytes.append(contentsOf: value)
      case .uuid(let bits): withUnsafeBytes(of: bits.bigEndian) { bytes.append(contentsOf: $0) }
      }
      places.append(value == .null ? -1 : start)
      lengths.append(CInt(bytes.count - start))
      formats.append(1)
    }
  }
}
