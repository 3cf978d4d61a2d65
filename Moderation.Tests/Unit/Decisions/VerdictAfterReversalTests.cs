using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Decisions;

public sealed class VerdictAfterReversalTests
{
    private const string Sheet =
        """
        policy: minors.host
        title: A host who looks under 18
        owner: policy-minors
        subject: participant
        applies: [GB]
        ground: { kind: terms, text: "LIVE is for adults." }
        ladder:
          - rung: cut
            when: belief(under_18) >= 0.80
            confirm: human
            do: [{ cut_live: { for: 24h } }]
        tests:
          - name: who confirms after it was overturned
            session:
              - { at: 0s, live: starts, country: GB }
              - { at: 0s, joins: host }
              - { from: 1s, to: 40s, every: 1s, face: host, reads: 5 }
              - { at: 41s, verdict: confirmed, on: cut, by: r-1 }
              - { at: 45s, verdict: overturned, on: cut, by: r-2 }
              - { at: 50s, verdict: confirmed, on: cut, by: r-3 }
            expect:
              - { order: cut_live, on: host, not_before: 41s, by: 41s, times: 1 }
              - { reversed: cut, on: host, by: 45s }
        """;

    [Fact]
    public void An_order_that_was_taken_back_is_not_given_again_by_a_later_confirmation() =>
        Assert.Empty(Assert.Single(SheetTester.Run(SheetCompiler.FromYaml(Sheet), LiveLog.Rules(), _ => null).Tests).Failures);
}
