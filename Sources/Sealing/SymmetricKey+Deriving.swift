internal import Crypto

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension SymmetricKey {
  /// A key for one purpose (HKDF-SHA-256, RFC 5869, without salt): none tells anything of another or of this one.
  func derived(for purpose: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: self, info: Array(purpose.utf8), outputByteCount: SymmetricKeySize.bits256.bitCount / 8)
  }

  /// The key's bytes, for who erases them afterwards.
  var bytes: [UInt8] { withUnsafeBytes(Array.init) }
}

/// Overwrites a key that was needed as bare bytes. The library's own keys do so by themselves when they go; copies made
/// by whoever was handed the bytes are out of reach.
func erase(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { buffer in
    guard let start = buffer.baseAddress else { return }
    #if canImport(Glibc)
    explicit_bzero(start, buffer.count)
    #else
    _ = memset_s(start, buffer.count, 0, buffer.count)
    #endif
  }
  bytes = []
}

/// Lower-case hexadecimal.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
