"""[C] Lists and entries of the catalogue in the terminal's language."""

import pytest

from layerloom.cli.catalog_commands import catalog, templates


def test_C6_the_catalogue_and_the_templates_are_described_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    catalog("Dense")
    dense = capsys.readouterr().out
    assert "Dense: 완전 연결: 출력마다 마지막 축의 모든 수를 봅니다." in dense
    assert "없음" in dense
    catalog("Lambda")
    assert "Lambda: 그림에 보이지 않는 코드를 실행합니다" in capsys.readouterr().out
    catalog()
    everything = capsys.readouterr().out
    assert "더하기:" in everything
    assert "Adds" not in everything
    templates()
    assert "twin_digits" in (listed := capsys.readouterr().out)
    assert "the" not in listed.lower().split()
