/// Every table of a tenant.
public enum Tables {
  /// Parents before their children: the order in which a commit writes. Sweeping goes the other way.
  public static let all: [TableSchema] = [
    tenants.schema, users.schema, sessions.schema, apiKeys.schema, signInGuards.schema, keptAnswers.schema,
    memberships.schema, streamGrants.schema, phoneLines.schema, departments.schema, departmentRoutes.schema,
    transferRules.schema, extensions.schema, agents.schema, agentStates.schema, agentFacts.schema, ledgers.schema,
    spamRules.schema, screeningRevisions.schema, allowedNumbers.schema, callerTracks.schema, spamReports.schema,
    spamReviews.schema, knowledge.schema, knowledgeHoldings.schema, knowledgeTestSets.schema,
    knowledgeSuggestions.schema, queues.schema,
    queueHeads.schema, waitingCallers.schema, calls.schema,
    facts.schema, intentions.schema,
    liveCalls.schema, detailRecords.schema, voicemails.schema, recordings.schema, utterances.schema, callerNotes.schema,
    logFloors.schema, followerPositions.schema,
    outboundLedgers.schema, auditEntries.schema, auditHeads.schema, billingAccounts.schema, creditEntries.schema,
    webhookSecrets.schema, webhookRosters.schema, webhookDeliveries.schema, exportShelves.schema,
    analyticsProgress.schema, tallies.schema, personErasures.schema,
  ]

  /// Where a table stands in `all`.
  static let order: [String: Int] = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
}
