import LoadTests
import Testing

@Suite struct ProcessMeterTests {
  @Test func `fields are counted from behind the name, whatever it holds`() {
    let stat = "77 (a) b (c)) S 1 77 77 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 9 0 12345 1000 200"
    let status = "Name:\ta\nVmRSS:\t   20480 kB\nThreads:\t9\n"
    let reading = ProcessMeter.reading(stat: stat, status: status, ticksPerSecond: 100)
    #expect(reading == ProcessMeter.Reading(cpuSeconds: 3, residentKiB: 20_480, threads: 9))
    #expect(ProcessMeter.reading(stat: "", status: "", ticksPerSecond: 100) == nil)
  }

  @Test func `lists of cores are read`() {
    #expect(ProcessMeter.cores(in: "0-2,5") == [0, 1, 2, 5])
    #expect(ProcessMeter.cores(in: "1") == [1])
  }

  @Test func `a process that works uses processor time`() {
    let before = OwnProcess.cpuSeconds
    var mixed: UInt64 = 1
    while OwnProcess.cpuSeconds < before + 0.01 { mixed = mixed &* 6_364_136_223_846_793_005 &+ 1 }
    #expect(OwnProcess.cpuSeconds >= before + 0.01 && mixed != 0)
  }
}
