public import PropertyTesting
import Simulators
import VoiceCore

extension Gen where Value == SpokenCall {
  /// One to five requests, more of them failing than not.
  public static var spokenCall: Gen {
    Gen<[SpokenCall.Request]>.array(
      of: zip(
        Gen<Verdict>.element(of: [.failed, .failed, .failed, .served]),
        .weighted([
          (3, .just(SpokenCall.Disturbance.none)),
          (2, Gen<Int>.int(3...15).map { .burst($0 * 20) }),
          (2, .just(.nextBreaksIn)),
        ]),
        .element(of: [nil, nil, .before, .after, .failed])
      ).map { SpokenCall.Request(verdict: $0, disturbance: $1, transcript: $2) }, count: 1...5
    ).map { SpokenCall(requests: $0) }
  }
}

extension SpokenCall {
  /// The shares without which a law on spoken calls doesn't count as held.
  static let coverage = [
    Coverage("third failure", atLeast: 10), Coverage("cough", atLeast: 20), Coverage("breaks in", atLeast: 15),
    Coverage("odd transcript", atLeast: 20),
  ]

  static let labels: @Sendable (SpokenCall) -> [String] = { call in
    var labels: [String] = []
    if call.isTransferred { labels.append("third failure") }
    let heard = call.requests.prefix(call.heard)
    if call.requests[call.answers].contains(where: { if case .burst = $0.disturbance { true } else { false } }) {
      labels.append("cough")
    }
    if heard.contains(where: { $0.transcript != nil }) { labels.append("odd transcript") }
    if call.answers.contains(where: call.isBrokenInto) { labels.append("breaks in") }
    return labels
  }
}
