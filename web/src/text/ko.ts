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
};
