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
          (2, Gen<Int>.int(1...15).map { .lateBurst($0 * 20) }),
          (2, .just(.nextBreaksIn)),
        ]),
        .element(of: [nil, nil, .before, .after, .failed]),
        .weighted([
          (3, .just(SpokenCall.Delivery.prompt)),
          (1, Gen<Int>.int(1...12).map { .late($0 * 10) }),
          (1, Gen<Int>.int(1...12).map { .stalls($0 * 10) }),
        ])
      ).map {
        SpokenCall.Request(
          verdict: .init($0, of: $3, during: $1), disturbance: $1, transcript: $2, delivery: .init($3, during: $1))
      }, count: 1...5
    ).map { SpokenCall(requests: $0) }
  }
}

extension Verdict {
  /// A halting answer that is broken into may be cancelled before its verdict comes, or behind it. One that never comes
  /// counts as served, so that both are the same.
  fileprivate init(_ verdict: Self, of delivery: SpokenCall.Delivery, during disturbance: SpokenCall.Disturbance) {
    self = if case .stalls = delivery, disturbance == .nextBreaksIn { .served } else { verdict }
  }
}

extension SpokenCall.Delivery {
  /// A cough needs more than a second of the answer that is there already: whether the rest of a halting one has come
  /// when the cough is over is a matter of microseconds, and decides what the sound means. So it is late instead.
  fileprivate init(_ delivery: Self, during disturbance: SpokenCall.Disturbance) {
    self = if case .stalls(let time) = delivery, case .burst = disturbance { .late(time) } else { delivery }
  }
}

extension SpokenCall {
  /// The shares without which a law on spoken calls doesn't count as held.
  static let coverage = [
    Coverage("third failure", atLeast: 10), Coverage("cough", atLeast: 15), Coverage("breaks in", atLeast: 10),
    Coverage("cough near the end", atLeast: 5), Coverage("short request", atLeast: 8),
    Coverage("slow provider", atLeast: 20), Coverage("odd transcript", atLeast: 20),
  ]

  static let labels: @Sendable (SpokenCall) -> [String] = { call in
    var labels: [String] = []
    if call.isTransferred { labels.append("third failure") }
    let heard = call.requests.prefix(call.heard)
    if heard.contains(where: { $0.transcript != nil }) { labels.append("odd transcript") }
    if heard.contains(where: { $0.delivery != .prompt }) { labels.append("slow provider") }
    let names = Set(call.answers.compactMap { call.interruption(of: $0)?.label })
    return labels + names.sorted()
  }
}

extension SpokenCall.Interruption {
  fileprivate var label: String {
    switch self {
    case .cough: "cough"
    case .lateCough: "cough near the end"
    case .shortRequest: "short request"
    case .request: "breaks in"
    }
  }
}
