using Moderation.Core.Policies;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Review;

public sealed class QueueBookTests
{
    private static readonly QueueBook Shipped = QueueBook.FromYaml(Repository.Read("review/queues.yaml"));

    [Theory]
    [InlineData("minors.host", "child-safety")]
    [InlineData("grooming.pattern", "child-safety")]
    [InlineData("solicitation.minor_spending_chat", "child-safety")]
    [InlineData("solicitation.begging", "money")]
    [InlineData("money.circular", "money")]
    [InlineData("threats.after_refund", "imminent-harm")]
    [InlineData("toxicity.raid", "toxicity")]
    [InlineData("a.policy.of.tomorrow", "toxicity")]
    public void A_report_of_a_policy_comes_into_its_queue(string policy, string queue) =>
        Assert.Equal(queue, Shipped.Route(new RoutedCase(CaseKind.Report, policy, ReportPriority.High, [])).Name);

    [Fact]
    public void Every_shipped_policy_has_a_queue_of_its_own_sort()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "policies"), "*.yaml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var queue = Shipped.Route(new RoutedCase(CaseKind.Report, name, ReportPriority.High, [])).Name;
            Assert.True(queue != "toxicity" || name.StartsWith("toxicity.", StringComparison.Ordinal), $"{name} fell through to the last queue");
        }
    }

    [Fact]
    public void A_flag_of_danger_goes_before_what_the_policy_is_about() =>
        Assert.Equal("imminent-harm", Shipped.Route(new RoutedCase(CaseKind.Report, "minors.host", ReportPriority.Normal, ["spam", "self_harm"])).Name);

    [Fact]
    public void An_appeal_and_a_second_look_have_queues_of_their_own_whatever_they_are_about()
    {
        Assert.Equal("appeals", Shipped.Route(new RoutedCase(CaseKind.Appeal, "minors.host", ReportPriority.Urgent, [])).Name);
        Assert.Equal("quality", Shipped.Route(new RoutedCase(CaseKind.SecondReview, "minors.host", ReportPriority.Urgent, ["self_harm"])).Name);
    }

    [Theory]
    [InlineData("queues: []\n", "1:9: there must be a queue")]
    [InlineData("queues:\n  - { queue: a, title: A, within: { urgent: 1m, high: 1m, normal: 1m }, takes: [ { kinds: [report] } ] }\n", "2:5: the last queue has no 'takes'")]
    [InlineData("queues:\n  - { queue: a, title: A, within: { urgent: 1m, high: 1m } }\n", "'within' needs 'normal'")]
    [InlineData("queues:\n  - { queue: a, tittle: A, within: { urgent: 1m, high: 1m, normal: 1m } }\n", "did you mean 'title'?")]
    [InlineData("queues:\n  - { queue: a, title: A, within: { urgent: 1m, high: 1m, normal: 1m }, takes: [ { kinds: [reports] } ] }\n", "'kinds' knows no 'reports'")]
    [InlineData("queues:\n  - { queue: a, title: A, within: { urgent: 5, high: 1m, normal: 1m } }\n", "needs a unit")]
    public void A_fault_in_the_file_is_told_with_its_place(string yaml, string says)
    {
        var fault = Assert.Throws<SheetException>(() => QueueBook.FromYaml(yaml));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }
}
