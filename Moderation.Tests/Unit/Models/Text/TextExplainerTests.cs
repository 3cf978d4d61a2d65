using Moderation.Models.Text.Explanations;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Models.Text;

public sealed class TextExplainerTests : IDisposable
{
    private readonly TextExplainer _explainer = TextExplainer.Open(Path.Combine(Repository.Root, "models"));

    public void Dispose() => _explainer.Dispose();

    [Fact]
    public void The_words_of_an_exchange_speak_for_it_and_greetings_do_not()
    {
        var exchange = _explainer.Explain("three roses and i follow you back", "quid_pro_quo", 100).Sum(f => f.Weight);
        var greeting = _explainer.Explain("good evening everybody how are you", "quid_pro_quo", 100).Sum(f => f.Weight);

        Assert.True(exchange > greeting, $"{exchange} and {greeting}");
    }

    [Fact]
    public void A_hit_of_the_rules_is_among_the_features() =>
        Assert.Contains(_explainer.Explain("my snap is luna_77", "offplatform_contact", 100), f => f.Form == "[Handle]" && f.Weight > 0);

    [Fact]
    public void No_more_features_are_named_than_were_asked_for_and_the_strongest_come_first()
    {
        var features = _explainer.Explain("follow me on the other app please", "offplatform_contact", 5);

        Assert.Equal(5, features.Count);
        Assert.Equal(features.OrderByDescending(f => Math.Abs(f.Weight)), features);
    }

    [Fact]
    public void A_label_that_the_model_does_not_have_is_refused() =>
        Assert.Throws<ArgumentException>(() => _explainer.Explain("x y z", "boredom", 5));

    [Fact]
    public void A_line_with_nothing_to_read_has_nothing_to_explain() =>
        Assert.Empty(_explainer.Explain("...", "toxic", 5));
}
