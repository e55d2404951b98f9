import DocumentedAPI
import FoundationEssentials
import PropertyTesting

extension LiveLaw {
  /// Property 1: another tenant's things are as if they weren't there, whoever asks for them by whatever operation, and stay
  /// as they are.
  static let isolation = LiveLaw(number: 1, title: "Tenant Data Isolation", cases: 1) { stage in
    let trial = try await IsolationTrial(stage)
    let attacks = trial.attacks
    return (
      Property(1, "Tenant Data Isolation", for: .element(of: attacks), labels: { [$0.kind.rawValue] }) { attack in
        try await stage.judging { try await trial.run(attack) }
      }, attacks.count
    )
  }
}
