import type { Messages } from './text';

export const ko: Messages = {
  'shell.app': 'Amuse',
  'shell.ideas': '영감',
  'shell.song': '노래',
  'shell.sound': '소리',
  'shell.skip': '노래로 가기',
  'shell.saved': '저장됨',
  'shell.saving': '저장 중…',
  'shell.offline': '오프라인: 변경 사항은 여기에 보관되며 서버가 돌아오면 저장됩니다',
  'shell.conflict': '다른 곳에서도 바뀌어 변경 사항을 합쳤습니다',
  'shell.untitled': '제목 없는 노래',
  'shell.undo': '실행 취소',
  'shell.redo': '다시 실행',
  'shell.undid': '실행 취소됨: {what}',
  'shell.redid': '다시 실행됨: {what}',
  'shell.refused': '“{what}”을(를) 하지 못했습니다: {why}',
  'shell.mergedWithout': '다른 곳에서도 바뀌었습니다. 더는 맞지 않아 빠진 변경: {what}',
  'song.inserted': '코드 넣기: {chords}',
};
