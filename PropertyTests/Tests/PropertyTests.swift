import Foundation
import MemoryStore
import Properties
import PropertyTesting
import SQLiteStore
import Testing
import VoiceCore

/// One test a property and subject. That each law catches the fault its page names is shown by `voicecore-verify --mutant`,
/// which plants it into the code itself. The number stands in the function's name, for filters match names only.
@Suite("Properties")
struct PropertyTests {
  /// Cases at once: a law's report is the same for any number of them. On Postgres one after the other: there the log shows nothing
  /// that is newer than the oldest transaction of the whole server, so what one case has committed is late for its followers
  /// while another commits (properties 17 and 21).
  private static func workers(on subject: Subject) -> Int {
    subject == .postgres ? 1 : min(ProcessInfo.processInfo.activeProcessorCount, 4)
  }

  @Test("Feature: voicecore-ai, Property 1: Tenant Data Isolation", arguments: Subject.stores + Subject.simulated)
  func p01TenantDataIsolation(on subject: Subject) async { await hold(1, on: subject) }

  @Test("Feature: voicecore-ai, Property 2: Tenant Provisioning Completeness", arguments: Subject.stores)
  func p02TenantProvisioningCompleteness(on subject: Subject) async { await hold(2, on: subject) }

  @Test("Feature: voicecore-ai, Property 3: Tenant Data Cleanup", arguments: Subject.stores)
  func p03TenantDataCleanup(on subject: Subject) async { await hold(3, on: subject) }

  @Test("Feature: voicecore-ai, Property 4: AI Language Consistency")
  func p04AILanguageConsistency() async { await hold(4, on: .core) }

  @Test("Feature: voicecore-ai, Property 5: AI Response Latency")
  func p05AIResponseLatency() async { await hold(5, on: .core) }

  @Test("Feature: voicecore-ai, Property 6: AI Transfer Logic", arguments: Subject.all)
  func p06AITransferLogic(on subject: Subject) async { await hold(6, on: subject) }

  @Test("Feature: voicecore-ai, Property 7: Spam Detection and Action", arguments: Subject.unsimulated)
  func p07SpamDetectionAndAction(on subject: Subject) async { await hold(7, on: subject) }

  @Test(
    "Feature: voicecore-ai, Property 8: Call Routing Preservation", arguments: Subject.stores + Subject.simulated)
  func p08CallRoutingPreservation(on subject: Subject) async { await hold(8, on: subject) }

  @Test("Feature: voicecore-ai, Property 9: Extension Routing")
  func p09ExtensionRouting() async { await hold(9, on: .core) }

  @Test("Feature: voicecore-ai, Property 10: Agent Status Management", arguments: Subject.all)
  func p10AgentStatusManagement(on subject: Subject) async { await hold(10, on: subject) }

  @Test("Feature: voicecore-ai, Property 11: Call Activity Logging", arguments: Subject.stores + Subject.simulated)
  func p11CallActivityLogging(on subject: Subject) async { await hold(11, on: subject) }

  @Test("Feature: voicecore-ai, Property 12: Privacy Compliance")
  func p12PrivacyCompliance() async { await hold(12, on: .core) }

  @Test("Feature: voicecore-ai, Property 13: Data Encryption", arguments: Subject.stores)
  func p13DataEncryption(on subject: Subject) async { await hold(13, on: subject) }

  @Test("Feature: voicecore-ai, Property 14: AI Training Integration")
  func p14AITrainingIntegration() async { await hold(14, on: .core) }

  @Test("Feature: voicecore-ai, Property 15: Credit System Enforcement", arguments: Subject.unsimulated)
  func p15CreditSystemEnforcement(on subject: Subject) async { await hold(15, on: subject) }

  @Test("Feature: voicecore-ai, Property 16: External Service Integration", arguments: Subject.unsimulated)
  func p16ExternalServiceIntegration(on subject: Subject) async { await hold(16, on: subject) }

  @Test(
    "Feature: voicecore-ai, Property 17: Real-time Communication", arguments: Subject.stores + Subject.simulated)
  func p17RealTimeCommunication(on subject: Subject) async { await hold(17, on: subject) }

  @Test("Feature: voicecore-ai, Property 18: Call Queue Prioritization", arguments: Subject.unsimulated)
  func p18CallQueuePrioritization(on subject: Subject) async { await hold(18, on: subject) }

  @Test("Feature: voicecore-ai, Property 19: Department Isolation", arguments: Subject.stores)
  func p19DepartmentIsolation(on subject: Subject) async { await hold(19, on: subject) }

  @Test("Feature: voicecore-ai, Property 20: Analytics Generation", arguments: Subject.unsimulated)
  func p20AnalyticsGeneration(on subject: Subject) async { await hold(20, on: subject) }

  @Test("Feature: voicecore-ai, Property 21: Automatic Transcription", arguments: Subject.unsimulated)
  func p21AutomaticTranscription(on subject: Subject) async { await hold(21, on: subject) }

  @Test("Feature: voicecore-ai, Property 22: API Functionality", arguments: Subject.stores)
  func p22APIFunctionality(on subject: Subject) async { await hold(22, on: subject) }

  @Test("Feature: voicecore-ai, Property 23: Webhook Delivery", arguments: Subject.unsimulated)
  func p23WebhookDelivery(on subject: Subject) async { await hold(23, on: subject) }

  @Test("Feature: voicecore-ai, Property 24: Data Export Consistency", arguments: Subject.unsimulated)
  func p24DataExportConsistency(on subject: Subject) async { await hold(24, on: subject) }

  @Test("Feature: voicecore-ai, Property 29: One end per call", arguments: Subject.all)
  func p29OneEndPerCall(on subject: Subject) async { await hold(29, on: subject) }

  @Test("Feature: voicecore-ai, Property 30: Utterances in order", arguments: Subject.unsimulated)
  func p30UtterancesInOrder(on subject: Subject) async { await hold(30, on: subject) }

  @Test("Feature: voicecore-ai, Property 31: Barge-in and takeover")
  func p31BargeInAndTakeover() async { await hold(31, on: .core) }

  @Test("Feature: voicecore-ai, Property 34: Cost ceiling")
  func p34CostCeiling() async { await hold(34, on: .core) }

  @Test("Feature: voicecore-ai, Property 36: Fair assignment")
  func p36FairAssignment() async { await hold(36, on: .core) }

  @Test("Feature: voicecore-ai, Property 37: Bounded memory")
  func p37BoundedMemory() async { await hold(37, on: .core) }

  @Test("Feature: voicecore-ai, Property 38: Secrets stay secret")
  func p38SecretsStaySecret() async { await hold(38, on: .core) }

  @Test("Feature: voicecore-ai, Property 40: Circuit breaker")
  func p40CircuitBreaker() async { await hold(40, on: .core) }

  @Test("Feature: voicecore-ai, Property 41: Retry")
  func p41Retry() async { await hold(41, on: .core) }

  @Test("Feature: voicecore-ai, Property 42: Rate limits")
  func p42RateLimits() async { await hold(42, on: .core) }

  @Test("Feature: voicecore-ai, Property 43: Reconnect")
  func p43Reconnect() async { await hold(43, on: .core) }

  @Test("Feature: voicecore-ai, Property 44: Tool calls")
  func p44ToolCalls() async { await hold(44, on: .core) }

  @Test("Feature: voicecore-ai, Property 45: Signed URLs")
  func p45SignedURLs() async { await hold(45, on: .core) }

  @Test("Feature: voicecore-ai, Property 46: Phone numbers")
  func p46PhoneNumbers() async { await hold(46, on: .core) }

  @Test("Feature: voicecore-ai, Property 47: Audio codec")
  func p47AudioCodec() async { await hold(47, on: .core) }

  @Test("Feature: voicecore-ai, Property 48: Orderly shutdown", arguments: Subject.stores)
  func p48OrderlyShutdown(on subject: Subject) async { await hold(48, on: subject) }

  @Test func `every property that exists is run by a test above`() {
    #expect(
      VerifiedProperty.all.map(\.number)
        == [
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 29, 30, 31, 34, 36, 37,
          38,
          40,
          41,
          42, 43, 44,
          45,
          46,
          47, 48,
        ])
  }

  private func hold(_ number: Int, on subject: Subject) async {
    guard let property = subject.property(number) else {
      Issue.record("property \(number) has no law on \(subject)")
      return
    }
    do {
      try await subject.open()
    } catch {
      Issue.record("\(subject) can't be opened: \(error)")
      return
    }
    // What takes seconds on Postgres takes ten times as long on a machine that builds something else beside it.
    let report = await check(
      property,
      RunSettings(cases: 100, seed: Seed.ofThisRun, workers: Self.workers(on: subject), caseLimit: .seconds(100)))
    #expect(report.passed, "\(report.text())")
  }
}
