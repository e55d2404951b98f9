internal import FoundationEssentials
package import NIOCore
package import VoiceCore

/// What the REST API answered: the status, and the code of its error document if there is one.
package struct TwilioAnswer: Equatable, Sendable {
  /// What it means for an order about a call.
  package enum Meaning: Equatable, Sendable {
    case done
    /// The call isn't there any more, or not in a state to be ended.
    case alreadyOver
    case failed(TelephonyFailure)

    /// Whether the carrier has trouble, and not we: it is down, or has had too much of us.
    var isTrouble: Bool { self == .failed(.unavailable) || self == .failed(.throttled) }
  }

  package let status: Int
  package let code: Int?
  /// How the call stands, when the answer is a call; `nil` for a status that we don't know.
  package let legState: LegState?
  /// The recordings that the answer is about, the newest first; one when it is a recording.
  let recordings: [TwilioRecording]
  /// The legs that the answer is about, the newest first; one when it is a call.
  let legs: [TwilioLeg]

  /// An answer; a body that is no error document has no code.
  package init(status: Int, body: ByteBuffer?) {
    self.status = status
    code = body.flatMap { try? JSONDecoder().decode(ErrorDocument.self, from: Data($0.readableBytesView)).code }
    recordings = body.map { TwilioRecording.all(in: $0) } ?? []
    legs = body.map { TwilioLeg.all(in: $0) } ?? []
    legState = body.flatMap {
      (try? JSONDecoder().decode(CallDocument.self, from: Data($0.readableBytesView))).flatMap {
        LegState(twilioCallStatus: $0.status)
      }
    }
  }

  /// The one mapping of the carrier's errors. Source: Twilio, "Error and warning dictionary".
  package var meaning: Meaning {
    switch (status, code) {
    case (200..<300, _): .done
    case (404, _), (400, 21220?): .alreadyOver
    case (429, _), (_, 20429?): .failed(.throttled)
    case (500..., _), (..<200, _), (408, _): .failed(.unavailable)
    default: .failed(.refused(status: status))
    }
  }

  private struct CallDocument: Decodable { let status: String }
  private struct ErrorDocument: Decodable { let code: Int? }
}
