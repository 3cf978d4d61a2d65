using System.Text.Json.Nodes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Wire;

public sealed class SubjectRefTests
{
    private static readonly UserId One = UserId.Parse("one");
    private static readonly UserId Two = UserId.Parse("two");

    private static readonly string[] Fields = ["participantId", "role", "userId", "otherUserId"];

    [Fact]
    public void What_the_factories_make_is_right_and_reads_differently()
    {
        SubjectRef[] subjects =
        [
            SubjectRef.OfParticipant(ParticipantId.Parse("one"), ParticipantRole.Host), SubjectRef.OfAuthor(One),
            SubjectRef.OfPair(One, Two), SubjectRef.OfPair(Two, One), SubjectRef.OfLive(),
        ];

        Assert.All(subjects, subject => Assert.Null(subject.FindFault()));
        Assert.Equal(subjects.Length, subjects.Select(subject => subject.ToString()).Distinct().Count());
    }

    [Theory]
    [InlineData("participant", "participantId", "role")]
    [InlineData("author", "userId")]
    [InlineData("pair", "userId", "otherUserId")]
    [InlineData("live")]
    public void A_kind_needs_its_fields_and_no_others(string kind, params string[] needed)
    {
        var whole = new JsonObject { ["kind"] = kind };
        foreach (var field in needed)
            whole[field] = Value(field);
        Assert.Equal("", Detail(whole));

        foreach (var field in needed)
        {
            var less = whole.DeepClone().AsObject();
            less.Remove(field);
            Assert.Contains("subject", Detail(less), StringComparison.Ordinal);
        }

        foreach (var field in Fields.Except(needed).Where(field => (kind, field) != ("participant", "userId")))
        {
            var more = whole.DeepClone().AsObject();
            more[field] = Value(field);
            Assert.Contains("subject", Detail(more), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"kind\":\"age\",", "")]
    [InlineData("\"kind\":\"age\",", "\"kind\":\"voice\",")]
    public void A_report_whose_evidence_is_of_no_known_kind_is_refused(string from, string to)
    {
        var json = WireExamples.First(nameof(ReportRecord)).ToJsonString().Replace(from, to, StringComparison.Ordinal);

        var reading = WireExamples.Read(typeof(ReportRecord), json);

        Assert.Equal((DeadLetterReason.InvalidRecord, "the evidence is of no kind that this build knows"), (reading.Reason, reading.Detail));
    }

    [Fact]
    public void A_score_without_its_value_is_refused()
    {
        var json = WireExamples.All.Select(example => example.Json.ToJsonString()).First(text => text.Contains("\"score\":0.93,", StringComparison.Ordinal));

        Assert.NotNull(WireExamples.Read(typeof(SignalRecord), json.Replace("\"score\":0.93,", "", StringComparison.Ordinal)).Reason);
    }

    private static string Value(string field) => field == "role" ? "host" : "some-id";

    private static string Detail(JsonObject subject)
    {
        var report = WireExamples.First(nameof(ReportRecord));
        report["subject"] = subject.DeepClone();
        return WireExamples.Read(typeof(ReportRecord), report).Detail;
    }
}
