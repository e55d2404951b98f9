/// How the recording of a message stands at the carrier.
public enum CarrierAudio: Sendable {
  /// It is being prepared.
  case awaited
  case ready
  /// There is none and none will come.
  case absent
}
