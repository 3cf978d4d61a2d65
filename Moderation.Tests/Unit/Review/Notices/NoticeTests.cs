using Moderation.Core.Policies;
using Moderation.Core.Review.Notices;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Review.Notices;

public sealed class NoticeTests
{
    private static readonly CompiledSheet Sheet = SheetCompiler.FromYaml(PolicySheets.Yaml());

    public static TheoryData<string, NoticeLanguage> ShippedInBothLanguages
    {
        get
        {
            var data = new TheoryData<string, NoticeLanguage>();
            foreach (var name in ShippedSheets.Names)
            {
                data.Add(name, NoticeLanguage.En);
                data.Add(name, NoticeLanguage.Fr);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ShippedInBothLanguages))]
    public void Every_order_on_every_subject_of_a_shipped_sheet_is_told_whole(string name, NoticeLanguage language)
    {
        var sheet = ShippedSheets.Compile(name);
        foreach (var kind in Enum.GetValues<ActionKind>())
        {
            var notice = NoticeWriter.Write(new NoticeFacts { Order = Order(kind, Subject(sheet.Subject)) with { Ground = sheet.Ground }, Sheet = sheet, ReleasedAt = Records.Noon }, language);

            Assert.DoesNotContain('{', notice.Text);
            Assert.DoesNotContain('}', notice.Text);
            Assert.All([notice.What, notice.Ground, notice.Automation], part => Assert.Contains(part, notice.Text, StringComparison.Ordinal));
            Assert.All(notice.Facts, fact => Assert.Contains(fact, notice.Text, StringComparison.Ordinal));
            Assert.Contains(sheet.Ground, notice.Text, StringComparison.Ordinal);
            Assert.Contains(language == NoticeLanguage.En ? "1 March 2026, 12:10 UTC" : "12 h 10 (UTC) le 1er mars 2026", notice.Text, StringComparison.Ordinal);
            Assert.Contains(language == NoticeLanguage.En ? "free of charge until 1 September 2026" : "gratuitement jusqu'au 1er septembre 2026", notice.Text, StringComparison.Ordinal);
            Assert.Equal(new DateOnly(2026, 9, 1), notice.AppealBy);
        }
    }

    [Theory]
    [InlineData(NoticeLanguage.En)]
    [InlineData(NoticeLanguage.Fr)]
    public void Orders_of_the_shipped_sheets_own_tests_are_told_in_the_language_that_was_asked_for(NoticeLanguage language)
    {
        Assert.NotEmpty(ShippedOrders.All);
        foreach (var shipped in ShippedOrders.All)
        {
            var facts = new NoticeFacts { Order = shipped.Order, Sheet = shipped.Sheet, ReleasedAt = shipped.Order.OrderedAt };
            var notice = NoticeWriter.Write(facts, language);

            Assert.Equal(notice.Text, NoticeWriter.Write(facts, language).Text);
            Assert.DoesNotContain("{", notice.Text, StringComparison.Ordinal);
            Assert.All(shipped.Order.Verdicts.Append(shipped.Order.LiveId.Value + "/"), id => Assert.DoesNotContain(id, notice.Text, StringComparison.Ordinal));
            if (shipped.Order.Reverses is null)
                Assert.NotEmpty(notice.Facts);
            if (language == NoticeLanguage.Fr)
                Assert.DoesNotContain("(en anglais)", notice.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_fact_word_and_unit_that_a_reason_can_speak_of_has_its_french()
    {
        Assert.All(Vocabulary.Facts, fact => Assert.False(string.IsNullOrEmpty(FrenchFacts.Says(fact.Id))));
        Assert.All(Vocabulary.Facts.Where(fact => fact.Unit.Length > 0), fact => Assert.True(FrenchFacts.HasUnit(fact.Unit), fact.Unit));
        Assert.All(
            Core.Policies.Expressions.FactArguments.Words(FactArgument.Label).Concat(Core.Policies.Expressions.FactArguments.Words(FactArgument.Rule)).Concat(Vocabulary.Facts.SelectMany(fact => fact.Words)),
            word => Assert.True(FrenchFacts.Word(word) is not null, word));
    }

    [Fact]
    public void French_tells_the_values_that_the_policy_read()
    {
        var order = Order(ActionKind.ThrottleGifts, Subject(SubjectKind.Gifter)) with
        {
            Reasons = [new Reason("sent_coins", "x"), new Reason("said_rate", "x"), new Reason("belief", "x"), new Reason("sent_third_party_instrument", "x"), new Reason("held", "x"), new Reason("new_code", "In English.")],
            Evidence = new FactEvidenceSummary
            {
                Models = [],
                Facts =
                [
                    new FactReading("sent.coins over 1h30m", 25_000, "coins"), new FactReading("said.rate(hostile)", 1.25, "lines a minute"), new FactReading("belief(under_18)", 0.912, ""),
                    new FactReading("sent.third_party_instrument", 1), new FactReading("sent.count over 10m", 3, "gifts"),
                ],
            },
        };

        Assert.Equal(
            [
                "Pièces des cadeaux envoyés sur 1 h 30 min : 25000 pièces.", "Fréquence pondérée des lignes relevées que vous avez dites ou écrites (hostile) : 1,25 lignes par minute.",
                "Probabilité d'avoir moins de 18 ans : 0,912.", "Le dernier cadeau a été payé par le moyen de quelqu'un d'autre : oui.", "Cela a duré aussi longtemps que la règle l'exige.", "(en anglais) In English.",
            ],
            NoticeWriter.Write(new NoticeFacts { Order = order, Sheet = Sheet }, NoticeLanguage.Fr).Facts);
    }

    [Fact]
    public void Notices_read_as_they_were_written_by_hand()
    {
        var sheet = ShippedSheets.Compile("minors.host");
        var order = Order(ActionKind.ThrottleGifts, Subject(SubjectKind.Participant)) with
        {
            Ground = sheet.Ground,
            Reasons = [new Reason("belief", "The probability that the person is under 18 is 0.93; at least 0.9 is needed.")],
            Evidence = Records.Action(0).Evidence with { Facts = [new FactReading("belief(under_18)", 0.93, "")] },
        };
        var facts = new NoticeFacts { Order = order, Sheet = sheet, ReleasedAt = Records.Noon, AppealAddress = "https://example.org/appeal" };

        Assert.Equal(
            """
            You look as if you may be under 18, and LIVE is for adults. Until 1 March 2026, 12:10 UTC: you can receive gifts worth at most 100 coins a minute. The rule: LIVE is for people aged 18 or over, and so are gifts. (Terms of service, LIVE, eligibility) If you are an adult, an age check ends this at once; you can also have a person look again: https://example.org/appeal

            What this rests on:
            - The probability that the person is under 18 is 0.93; at least 0.9 is needed.

            A machine found this and decided it; no person has looked at it yet.

            You can contest this free of charge until 1 September 2026: https://example.org/appeal. A person decides who had no part in the decision. You can also turn to a certified body for out-of-court dispute settlement, or to a court.
            """,
            NoticeWriter.Write(facts, NoticeLanguage.En).Text,
            ignoreLineEndingDifferences: true);
        Assert.Equal(
            """
            Vous semblez avoir moins de 18 ans, et le LIVE est réservé aux adultes. Jusqu'à 12 h 10 (UTC) le 1er mars 2026 : vous pouvez recevoir des cadeaux pour 100 pièces par minute au plus. La règle : « LIVE is for people aged 18 or over, and so are gifts. » (Terms of service, LIVE, eligibility) Si vous êtes majeur, une vérification d'âge y met fin aussitôt ; vous pouvez aussi demander qu'une personne réexamine : https://example.org/appeal

            Sur quoi cela repose :
            - Probabilité d'avoir moins de 18 ans : 0,93.

            Une machine l'a détecté et l'a décidé ; personne ne l'a encore examiné.

            Vous pouvez contester gratuitement jusqu'au 1er septembre 2026 : https://example.org/appeal. Une personne qui n'a pas pris part à la décision tranchera. Vous pouvez aussi saisir un organe certifié de règlement extrajudiciaire des litiges, ou un tribunal.
            """,
            NoticeWriter.Write(facts, NoticeLanguage.Fr).Text,
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(NoticeLanguage.En, "https://example.org/a/[the reference of the order will stand here]/new")]
    [InlineData(NoticeLanguage.Fr, "https://example.org/a/[la référence de la mesure figurera ici]/new")]
    public void An_address_names_the_order_and_before_there_is_one_says_so_in_words(NoticeLanguage language, string told)
    {
        var order = Order(ActionKind.FreezeGifts, Subject(SubjectKind.Participant));
        var facts = new NoticeFacts { Order = order, Sheet = Sheet, AppealAddress = "https://example.org/a/{actionId}/new" };

        var (preview, given) = (NoticeWriter.Write(facts with { IsPreview = true }, language), NoticeWriter.Write(facts, language));

        Assert.Contains(told, preview.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(order.ActionId.Value, preview.Text, StringComparison.Ordinal);
        Assert.Contains($"https://example.org/a/{order.ActionId}/new", given.Text, StringComparison.Ordinal);
        Assert.All([preview, given], notice => Assert.DoesNotContain("{", notice.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Machine_and_person_are_told_apart_and_nobody_is_named()
    {
        var order = Order(ActionKind.CutLive, Subject(SubjectKind.Participant));

        var byMachine = NoticeWriter.Write(new NoticeFacts { Order = order, Sheet = Sheet }, NoticeLanguage.En);
        var confirmed = NoticeWriter.Write(new NoticeFacts { Order = order with { Verdicts = ["verdict-of-kim"] }, Sheet = Sheet }, NoticeLanguage.En);

        Assert.Contains("no person has looked at it yet", byMachine.Text, StringComparison.Ordinal);
        Assert.Contains("a person confirmed it", confirmed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("kim", confirmed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_taken_back_is_told_without_the_note_of_whoever_asked()
    {
        var order = Order(ActionKind.HideTile, Subject(SubjectKind.Participant));
        var byHand = order.Reversal(Records.Noon.AddMinutes(5), new Reason("lifted", "Kim says so"));
        var overturned = order.Reversal(Records.Noon.AddMinutes(5), new Reason("overturned", "A person looked and found the report wrong."), "v-1");

        Assert.Equal("Since 1 March 2026, 12:05 UTC this no longer holds: your picture and sound are hidden.", NoticeWriter.Write(new NoticeFacts { Order = byHand, Sheet = Sheet }, NoticeLanguage.En).Text);
        Assert.EndsWith("l'a jugé infondé.", NoticeWriter.Write(new NoticeFacts { Order = overturned, Sheet = Sheet }, NoticeLanguage.Fr).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sheet_without_a_text_in_the_language_and_order_without_its_sheet_are_told_plainly()
    {
        var order = Order(ActionKind.FreezeGifts, Subject(SubjectKind.Participant));
        foreach (var sheet in new[] { Sheet, null })
        {
            var notice = NoticeWriter.Write(new NoticeFacts { Order = order, Sheet = sheet, AppealAddress = "https://example.org/appeal" }, NoticeLanguage.Fr);
            Assert.StartsWith("Jusqu'à 12 h 10 (UTC) le 1er mars 2026 : vous ne pouvez recevoir aucun cadeau. La règle : « terms 4.2 »", notice.Text, StringComparison.Ordinal);
            Assert.Contains("https://example.org/appeal", notice.Text, StringComparison.Ordinal);
        }
    }

    private static ActionRecord Order(ActionKind kind, SubjectRef subject) => Records.Action(0, kind) with { Subject = subject };

    private static SubjectRef Subject(SubjectKind kind) => kind switch
    {
        SubjectKind.Participant => SubjectRef.OfParticipant(ParticipantId.Parse("p1"), ParticipantRole.Host, UserId.Parse("u1")),
        SubjectKind.Author => SubjectRef.OfAuthor(UserId.Parse("u1")),
        SubjectKind.Pair => SubjectRef.OfPair(UserId.Parse("u1"), UserId.Parse("u2")),
        SubjectKind.Gifter => SubjectRef.OfGifter(UserId.Parse("u1")),
        _ => SubjectRef.OfLive(),
    };
}
