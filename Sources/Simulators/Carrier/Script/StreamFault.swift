/// Something wrong that happens on the media stream at one point of a script; passed over outside a stream.
public enum StreamFault: Equatable, Sendable {
  /// The TCP connection goes away in the middle of a frame. Over `ws://` only (the script's calls are then made without
  /// TLS); over `wss://` the socket closes without a word instead.
  case cutSocket
  /// This text as a message, whatever it is.
  case sendRaw(text: String)
  /// This binary message; the carrier never sends any.
  case sendBinary([UInt8])
  /// A second `start` message.
  case secondStart
  /// So many 20 ms chunks get lost: their numbers and times are left out.
  case dropChunks(Int)
  /// One chunk with this payload, as it is: odd Base64, none, or a giant.
  case sendPayload(String)
}
