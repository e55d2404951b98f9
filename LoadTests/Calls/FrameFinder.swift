import Simulators

/// Finds identified frames in what one call gets back, however it is cut into messages.
package struct FrameFinder {
  /// What was found in a message.
  package struct Findings: Equatable, Sendable {
    /// Whole frames, in order.
    package var frames: [FrameIdentity] = []
    /// Frames whose identity is good and whose rest isn't.
    package var damaged = 0
    /// Bytes that belong to no frame, silence apart.
    package var foreignBytes = 0
    /// Whether the message's text was no base64.
    package var isUnreadable = false

    package init() {}
  }

  private static let silence: UInt8 = 0xFF

  private let call: Int
  private let filling: [UInt8]
  /// The beginning of a frame whose rest is still to come, below 160 bytes.
  private var pending: [UInt8] = []

  /// - Parameter call: whose frames are to be expected; others are found too, more slowly.
  package init(call: Int) {
    self.call = call
    filling = Base64Text.encode(FrameIdentity.filling(of: call))
  }

  /// The usual case: the message is one whole frame of this call. `nil` says nothing but that it must be `search`ed.
  package func frame(_ text: UnsafeRawBufferPointer) -> FrameIdentity? {
    guard text.count == FrameIdentity.frameLetters, pending.isEmpty,
      let identity = FrameIdentity(letters: text), identity.call == call,
      text[FrameIdentity.letterCount...].elementsEqual(filling)
    else { return nil }
    return identity
  }

  /// Looks for frames in what has come so far and this text.
  package mutating func search(_ text: UnsafeRawBufferPointer) -> Findings {
    var findings = Findings()
    guard let bytes = Base64Text.decode(text) else {
      findings.isUnreadable = true
      return findings
    }
    pending += bytes
    var rest = pending[...]
    while let start = Self.nextMarker(in: rest) {
      findings.foreignBytes += Self.soundingBytes(rest[..<start])
      rest = rest[start...]
      guard rest.count >= FrameIdentity.frameBytes else { break }
      if let identity = FrameIdentity(codes: rest) {
        let frame = rest.prefix(FrameIdentity.frameBytes)
        if frame.dropFirst(FrameIdentity.byteCount).elementsEqual(FrameIdentity.filling(of: identity.call)) {
          findings.frames.append(identity)
        } else {
          findings.damaged += 1
        }
        rest = rest.dropFirst(FrameIdentity.frameBytes)
      } else {
        findings.foreignBytes += 1
        rest = rest.dropFirst()
      }
    }
    if !rest.starts(with: FrameIdentity.marker) {
      // The marker itself may be cut: its beginning stays.
      let kept = (0..<FrameIdentity.marker.count).reversed().first {
        rest.suffix($0).elementsEqual(FrameIdentity.marker.prefix($0))
      }
      findings.foreignBytes += Self.soundingBytes(rest.dropLast(kept ?? 0))
      rest = rest.suffix(kept ?? 0)
    }
    pending = Array(rest)
    return findings
  }

  private static func nextMarker(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.firstRange(of: FrameIdentity.marker)?.lowerBound
  }

  private static func soundingBytes(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 != silence } }
}
